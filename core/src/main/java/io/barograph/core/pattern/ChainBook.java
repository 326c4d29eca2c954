package io.barograph.core.pattern;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The patterns of all packs, found by what their stages name. Immutable and thread-safe.
 *
 * <p>A state change is held against the patterns that name its alert and against those that name no
 * alert in some stage.
 */
public final class ChainBook {
  /** Without any pattern. */
  public static final ChainBook EMPTY = new ChainBook(List.of());

  private final List<Entry> entries;
  private final Map<String, List<Digested>> byAlert = new HashMap<>();
  private final List<Digested> ofAny = new ArrayList<>();

  /**
   * A pattern of a pack.
   *
   * @param pack the name of the pack
   */
  public record Entry(String pack, ChainPattern pattern) {}

  private record Digested(String pack, ChainPattern pattern, long digest) {}

  /**
   * The patterns of all packs.
   *
   * @throws IllegalArgumentException if a pack has two of one name
   */
  public ChainBook(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    Set<String> names = new LinkedHashSet<>();
    for (Entry entry : entries) {
      ChainPattern pattern = entry.pattern();
      if (!names.add(entry.pack() + '/' + pattern.name())) {
        throw new IllegalArgumentException(
            "pack %s has two patterns %s: give each its own name"
                .formatted(entry.pack(), pattern.name()));
      }
      add(new Digested(entry.pack(), pattern, digest(pattern)));
    }
  }

  private void add(Digested digested) {
    Set<String> alerts = new LinkedHashSet<>();
    for (ChainStage stage : digested.pattern.stages()) {
      alerts.add(stage.alert());
    }
    if (digested.pattern.absence().isPresent()) {
      alerts.add(digested.pattern.absence().get().stage().alert());
    }
    if (alerts.contains("")) {
      ofAny.add(digested);
      return;
    }
    for (String alert : alerts) {
      byAlert.computeIfAbsent(alert, any -> new ArrayList<>()).add(digested);
    }
  }

  /** The patterns, in the order in which they were given. */
  public List<Entry> entries() {
    return entries;
  }

  /** True if these chains are of one of the patterns, as it stands here. */
  public boolean holds(ChainKey key) {
    for (Entry entry : entries) {
      ChainPattern pattern = entry.pattern();
      if (entry.pack().equals(key.pack()) && pattern.name().equals(key.pattern())) {
        return digest(pattern) == key.digest();
      }
    }
    return false;
  }

  /** Tells of which chains a state change is a stage, or the end: of each pattern once. */
  public void tag(StateChange change, Consumer<TaggedChange> out) {
    for (Digested digested : byAlert.getOrDefault(nameOf(change), List.of())) {
      tag(digested, change, out);
    }
    for (Digested digested : ofAny) {
      tag(digested, change, out);
    }
  }

  private static String nameOf(StateChange change) {
    return change.labels().get(Labels.ALERT_NAME);
  }

  private static void tag(Digested digested, StateChange change, Consumer<TaggedChange> out) {
    ChainPattern pattern = digested.pattern;
    int stages = 0;
    boolean isRecovery = false;
    for (int place = 0; place < pattern.stages().size(); place++) {
      ChainStage stage = pattern.stages().get(place);
      if (stage.coversUndirected(change)) {
        stages |= change.isFiring() == stage.isFiring() ? 1 << place : 0;
        isRecovery |= pattern.endsOnRecovery() && !change.isFiring() && stage.isFiring();
      }
    }
    boolean isAbsent =
        pattern.absence().isPresent() && pattern.absence().get().stage().covers(change);
    if (stages != 0 || isRecovery || isAbsent) {
      int found = stages;
      boolean recovers = isRecovery;
      pattern
          .correlation()
          .keyOf(change.labels())
          .ifPresent(
              labels ->
                  out.accept(
                      new TaggedChange(
                          keyOf(digested, labels), change, found, isAbsent, recovers)));
    }
  }

  private static ChainKey keyOf(Digested digested, Labels labels) {
    ChainPattern pattern = digested.pattern;
    return new ChainKey(
        digested.pack,
        pattern.name(),
        digested.digest,
        pattern.kind(),
        pattern.length(),
        pattern.within().toMillis(),
        pattern.absence().map(absence -> absence.time().toMillis()).orElse(0L),
        labels,
        pattern.annotations());
  }

  /** Of all that decides what a chain is, in a form that never changes. */
  private static long digest(ChainPattern pattern) {
    long hash = add(Fingerprint.OFFSET_BASIS, "kind", pattern.kind());
    for (ChainStage stage : pattern.stages()) {
      hash = add(hash, stage);
    }
    if (pattern.absence().isPresent()) {
      Absence absence = pattern.absence().get();
      hash = add(add(hash, absence.stage()), "absent", absence.time().toString());
    }
    hash = add(hash, "within", pattern.within().toString());
    Correlation correlation = pattern.correlation();
    hash = add(hash, correlation.isBy() ? "by" : "without", correlation.labels().toString());
    return add(hash, "endsOnRecovery", Boolean.toString(pattern.endsOnRecovery()));
  }

  private static long add(long before, ChainStage stage) {
    long hash = add(before, stage.source().wireName(), Boolean.toString(stage.isFiring()));
    for (LabelMatcher matcher : stage.matchers()) {
      hash = add(hash, "matcher", matcher.toString());
    }
    return hash;
  }

  private static long add(long hash, String name, String value) {
    return Fingerprint.add(hash, name, value);
  }
}
