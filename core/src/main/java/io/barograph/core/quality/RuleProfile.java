package io.barograph.core.quality;

import io.barograph.core.statistics.QuantileSketch;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the alerts of one rule are: when they fire, for how long, with what others, and what became
 * of them. A few KiB, however many alerts there are. Not thread-safe.
 */
public final class RuleProfile {
  private static final int HOURS = 24;
  private static final int DAYS = 7;
  private static final double MILLIS = 1_000;

  /** Another rule whose alerts are near so much more often than by chance is a partner. */
  private static final double LEAST_BEYOND_CHANCE = 0.1;

  private final String rule;
  private final int[] byHour = new int[HOURS];
  private final int[] byWeekday = new int[DAYS];
  private final QuantileSketch seconds = new QuantileSketch();
  private final Map<String, Integer> together = new HashMap<>();
  private final Map<String, Integer> apart = new HashMap<>();
  private List<Partner> partners = List.of();
  private int fired;
  private int flapping;
  private int right;
  private int wrong;
  private int acted;

  /**
   * Another rule that fires with this one.
   *
   * @param rule its name
   * @param share of the alerts of this one, the part that had one of it near, 0 to 1
   * @param chance the part that had one of it near an hour before or after, 0 to 1: so many have
   *     one near anyhow
   */
  public record Partner(String rule, double share, double chance) {
    /** By how much the share is more than chance, 0 to 1. */
    public double beyondChance() {
      return Math.max(0, share - chance);
    }
  }

  RuleProfile(String rule) {
    this.rule = rule;
  }

  void add(AlertEpisode episode, ZoneId zone, boolean isFlapping, int judged, boolean isActedOn) {
    ZonedDateTime at = Instant.ofEpochMilli(episode.firedAt()).atZone(zone);
    byHour[at.getHour()]++;
    byWeekday[at.getDayOfWeek().getValue() - 1]++;
    if (episode.hasEnded()) {
      seconds.add((episode.endedAt() - episode.firedAt()) / MILLIS);
    }
    fired++;
    flapping += isFlapping ? 1 : 0;
    right += judged == Judgement.RIGHT ? 1 : 0;
    wrong += judged == Judgement.FALSE ? 1 : 0;
    acted += isActedOn ? 1 : 0;
  }

  /** One of its alerts fired near to one of each of the others. */
  void addPartners(Set<String> others) {
    others.forEach(other -> together.merge(other, 1, Integer::sum));
  }

  /** An hour before or after one of its alerts, one of each of the others fired. */
  void addApart(Set<String> others) {
    others.forEach(other -> apart.merge(other, 1, Integer::sum));
  }

  /** Keeps those that most often fired with it beyond chance. */
  void keepPartners(int most) {
    partners =
        together.entrySet().stream()
            .filter(one -> !one.getKey().equals(rule))
            .map(
                one ->
                    new Partner(
                        one.getKey(),
                        (double) one.getValue() / fired,
                        apart.getOrDefault(one.getKey(), 0) / (2.0 * fired)))
            .filter(one -> one.beyondChance() >= LEAST_BEYOND_CHANCE)
            .sorted(
                Comparator.comparingDouble((Partner one) -> -one.beyondChance())
                    .thenComparing(Partner::rule))
            .limit(most)
            .toList();
    together.clear();
    apart.clear();
  }

  /** The rule: {@code pack/group/rule}. */
  public String rule() {
    return rule;
  }

  /** How many of its alerts fired. */
  public int fired() {
    return fired;
  }

  /** By the hour of the day, from 0 to 23. */
  public List<Integer> byHour() {
    return list(byHour);
  }

  /** By the day of the week, from Monday. */
  public List<Integer> byWeekday() {
    return list(byWeekday);
  }

  /** How long a share of those that are over lasted at most, in seconds; NaN if none is. */
  public double lasted(double share) {
    return seconds.count() == 0 ? Double.NaN : seconds.quantile(share);
  }

  /** The part that was flapping, 0 to 1; NaN of none. */
  public double flappingShare() {
    return fired == 0 ? Double.NaN : (double) flapping / fired;
  }

  /** How many of its alerts are known to be right or false. */
  public int judged() {
    return right + wrong;
  }

  /** How many of those are false. */
  public int falsely() {
    return wrong;
  }

  /** Of those that are known the part that was false, 0 to 1; NaN of none. */
  public double falseShare() {
    return judged() == 0 ? Double.NaN : (double) wrong / judged();
  }

  /** The part that somebody did something about, 0 to 1; NaN of none. */
  public double actedShare() {
    return fired == 0 ? Double.NaN : (double) acted / fired;
  }

  /** What fires with it beyond chance, the most often first. */
  public List<Partner> partners() {
    return partners;
  }

  private static List<Integer> list(int[] counts) {
    List<Integer> list = new ArrayList<>();
    for (int count : counts) {
      list.add(count);
    }
    return List.copyOf(list);
  }
}
