package io.barograph.core.rulepack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the rule packs stand, by the records of the topic of rules so far. Of several records of one
 * key the newest holds, as in a compacted topic.
 *
 * <p>Not thread-safe.
 */
public final class RulePackBook {
  private static final Comparator<RulePackEffect> IN_ORDER =
      Comparator.comparingLong(RulePackEffect::change)
          .thenComparingLong(RulePackEffect::publishedAt)
          .thenComparing(RulePackEffect::pack);

  private final NavigableMap<String, RulePackHead> heads = new TreeMap<>();
  private final NavigableMap<String, NavigableMap<Integer, RulePackBody>> bodies = new TreeMap<>();
  private final NavigableMap<String, RulePackEffect> effects = new TreeMap<>();

  /**
   * A version that a head names and that is not there.
   *
   * @param isLive true if it should stand, false if it should be tried
   */
  public record Missing(String pack, int version, boolean isLive) {
    /** What is missing and what to do. */
    public String sentence() {
      return "version %d of %s %s and its text is missing: apply the pack again"
          .formatted(version, pack, isLive ? "is to stand" : "is to be tried");
    }
  }

  /** Takes the next record. */
  public void apply(RulePackRecord record) {
    if (record instanceof RulePackBody body) {
      bodies.computeIfAbsent(body.pack(), pack -> new TreeMap<>()).put(body.version(), body);
    } else if (record instanceof RulePackHead head) {
      heads.put(head.pack(), head);
    } else if (record instanceof RulePackEffect effect) {
      effects.put(effect.key().text(), effect);
    } else if (record instanceof RulePackRemoval removal) {
      remove(removal.key());
    }
  }

  private void remove(RulePackKey key) {
    if (key instanceof RulePackKey.OfBody body) {
      bodies.computeIfPresent(
          body.pack(),
          (pack, versions) -> {
            versions.remove(body.version());
            return versions.isEmpty() ? null : versions;
          });
    } else if (key instanceof RulePackKey.OfHead) {
      heads.remove(key.pack());
    } else {
      effects.remove(key.text());
    }
  }

  /** Every pack that has a head, deleted ones inside, by name. */
  public SortedMap<String, RulePackHead> packs() {
    return Collections.unmodifiableSortedMap(heads);
  }

  /** The head of a pack; empty if there is none. */
  public Optional<RulePackHead> head(String pack) {
    return Optional.ofNullable(heads.get(pack));
  }

  /** The text of a version; empty if it is not there. */
  public Optional<RulePackBody> body(String pack, int version) {
    return Optional.ofNullable(versions(pack).get(version));
  }

  /** The versions of a pack whose texts are there. */
  public SortedMap<Integer, RulePackBody> versions(String pack) {
    return Collections.unmodifiableSortedMap(bodies.getOrDefault(pack, new TreeMap<>()));
  }

  /** The text of the live version of each pack that is not deleted and whose text is there. */
  public SortedMap<String, RulePackBody> live() {
    SortedMap<String, RulePackBody> live = new TreeMap<>();
    heads.forEach((pack, head) -> body(pack, head.live()).ifPresent(body -> live.put(pack, body)));
    return live;
  }

  /** The number of the next version of a pack. */
  public int nextVersion(String pack) {
    int newest = versions(pack).keySet().stream().max(Comparator.naturalOrder()).orElse(0);
    RulePackHead head = heads.get(pack);
    if (head != null) {
      newest = Math.max(newest, head.shadow());
      for (RulePackHead.Activation activation : head.history()) {
        newest = Math.max(newest, activation.live());
      }
    }
    return newest + 1;
  }

  /** What a job made of heads, in the order of its changes. */
  public List<RulePackEffect> effects(String job) {
    return effects.values().stream()
        .filter(effect -> effect.job().equals(job))
        .sorted(IN_ORDER)
        .toList();
  }

  /** What a job made of the head that was published then; empty if that is not known. */
  public Optional<RulePackEffect> effect(String job, String pack, long publishedAt) {
    return Optional.ofNullable(
        effects.get(new RulePackKey.OfEffect(job, pack, publishedAt).text()));
  }

  /** What each job made of a head, by the jobs' names. */
  public List<RulePackEffect> effectsOf(RulePackHead head) {
    return effects.values().stream()
        .filter(effect -> effect.pack().equals(head.pack()))
        .filter(effect -> effect.publishedAt() == head.publishedAt())
        .sorted(Comparator.comparing(RulePackEffect::job))
        .toList();
  }

  /** The names of the jobs that have told what they made of something. */
  public SortedSet<String> jobs() {
    SortedSet<String> jobs = new TreeSet<>();
    effects.values().forEach(effect -> jobs.add(effect.job()));
    return jobs;
  }

  /**
   * The first tick at which some job evaluates a version that is tried; empty if none does.
   *
   * @param shadow a version has one trial, which begins when it is published
   */
  public OptionalLong firstTickOf(RulePackBody shadow) {
    return effects.values().stream()
        .filter(effect -> effect.pack().equals(shadow.pack()))
        .filter(effect -> effect.publishedAt() >= shadow.createdAt())
        .filter(effect -> effect.refused().isEmpty())
        .mapToLong(RulePackEffect::effectiveFrom)
        .min();
  }

  /** The versions that heads name and whose texts are not there. */
  public List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    heads.forEach(
        (pack, head) -> {
          if (!head.isDeleted() && body(pack, head.live()).isEmpty()) {
            missing.add(new Missing(pack, head.live(), true));
          }
          if (head.shadow() != RulePackHead.NONE && body(pack, head.shadow()).isEmpty()) {
            missing.add(new Missing(pack, head.shadow(), false));
          }
        });
    return missing;
  }

  /**
   * The versions of a pack that may go: those that neither stand nor are tried, then or later, nor
   * are among the newest.
   *
   * @param keep how many of the newest stay whatever they are, at least 1
   * @param tick what stands at that time, and what will stand after it, stays
   */
  public List<Integer> prunable(String pack, int keep, long tick) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be >= 1, was " + keep);
    }
    List<Integer> versions = new ArrayList<>(versions(pack).keySet());
    versions.subList(Math.max(0, versions.size() - keep), versions.size()).clear();
    head(pack)
        .ifPresent(
            head -> {
              versions.remove((Integer) head.live());
              versions.remove((Integer) head.shadow());
              versions.remove((Integer) head.liveAt(tick));
              head.history().stream()
                  .filter(activation -> activation.effectiveFrom() > tick)
                  .forEach(activation -> versions.remove((Integer) activation.live()));
            });
    return versions;
  }
}
