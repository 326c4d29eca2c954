package io.barograph.core.inspect;

import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rule as one subtask holds it, or several of them together.
 *
 * @param owner where it stands
 * @param alertName that of its alerts
 * @param intervalMillis it is evaluated at the multiples of this
 * @param versions its versions from which on each is in force, oldest first; empty if not asked for
 * @param inputs how far each input is that it waits for
 * @param counts what there is of it
 */
public record InspectedRule(
    Owner owner,
    String alertName,
    long intervalMillis,
    List<Version> versions,
    SortedMap<String, Long> inputs,
    Counts counts) {
  public InspectedRule {
    versions = List.copyOf(versions);
    inputs = new TreeMap<>(inputs);
  }

  /**
   * A version of a rule.
   *
   * @param from the first tick at which it is in force; the least long if it always was
   * @param version that of its pack; empty if that has none
   * @param expression empty if the rule is no more from there on
   */
  public record Version(long from, String version, String expression) {}

  /**
   * What there is of a rule.
   *
   * @param lastTick the tick that was evaluated last; the least long if none was
   * @param series that it reads
   * @param partitions of it that hold an alert or something to evaluate
   * @param errors ticks of partitions without a result since the subtask was started
   * @param bytes of state, roughly; samples that several rules read count for each of them
   * @param busyNanos time spent on evaluating it since the subtask was started, estimated
   */
  public record Counts(
      long lastTick,
      long series,
      long partitions,
      long pending,
      long firing,
      long noData,
      long errors,
      long bytes,
      long busyNanos) {
    /** Nothing. */
    public static final Counts NONE = new Counts(Long.MIN_VALUE, 0, 0, 0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          slower(lastTick, other.lastTick),
          series + other.series,
          partitions + other.partitions,
          pending + other.pending,
          firing + other.firing,
          noData + other.noData,
          errors + other.errors,
          bytes + other.bytes,
          busyNanos + other.busyNanos);
    }
  }

  /** The labels by which a question names a rule: {@code alertname, group, pack, rule, version}. */
  public static Labels names(String alertName, Owner owner) {
    return Labels.of(
        Labels.ALERT_NAME,
        alertName,
        "group",
        owner.group(),
        "pack",
        owner.pack(),
        "rule",
        owner.rule(),
        "version",
        owner.version());
  }

  /** The rule as both hold it. */
  public InspectedRule plus(InspectedRule other) {
    List<Version> all = new ArrayList<>(versions);
    for (Version version : other.versions) {
      if (!all.contains(version)) {
        all.add(version);
      }
    }
    // After an edit that changes its partitions, a rule goes in one place and comes in another.
    all.removeIf(
        gone ->
            gone.expression.isEmpty()
                && all.stream()
                    .anyMatch(one -> one.from == gone.from && !one.expression.isEmpty()));
    all.sort((one, two) -> Long.compare(one.from, two.from));
    SortedMap<String, Long> slowest = new TreeMap<>(inputs);
    other.inputs.forEach((name, time) -> slowest.merge(name, time, Math::min));
    return new InspectedRule(
        owner, alertName, intervalMillis, all, slowest, counts.plus(other.counts));
  }

  /** The slower of two that have begun. */
  private static long slower(long one, long other) {
    return one == Long.MIN_VALUE ? other : other == Long.MIN_VALUE ? one : Math.min(one, other);
  }
}
