package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.Partial;

/**
 * What one series, or one group of series in one place, gives to a rule on several series at a
 * tick.
 *
 * @param kind what it says
 * @param partitionKey the key of the rule's partition
 * @param source names what was evaluated among the sources of the rule's plan
 * @param tick milliseconds of event time
 * @param series the labels of the series or of the group
 * @param value the element's value, or a part of the group's; empty unless there is one
 * @param support the leaves that have data, as bits
 */
public record LeafElement(
    Kind kind,
    Labels partitionKey,
    int source,
    long tick,
    Labels series,
    Partial value,
    long support)
    implements StageRecord {
  private static final Partial NO_VALUE = Partial.of();

  /** What is said. */
  public enum Kind {
    /** The series gives an element. */
    ELEMENT,
    /** The series or the group has data, but gives no element. */
    NO_ELEMENT,
    /** The elements of the group in one place, folded. */
    PART,
    /** What was to be evaluated has no result at this tick. */
    ERROR
  }

  /** Who gives what, and when. */
  record Origin(Labels partitionKey, int source, long tick) {}

  static LeafElement of(Origin origin, Labels series, double value, long support) {
    return of(Kind.ELEMENT, origin, series, Partial.of(value), support);
  }

  static LeafElement part(Origin origin, Labels group, Partial part, long support) {
    return of(Kind.PART, origin, group, part, support);
  }

  static LeafElement none(Origin origin, Labels series, long support) {
    return of(Kind.NO_ELEMENT, origin, series, NO_VALUE, support);
  }

  static LeafElement error(Origin origin) {
    return of(Kind.ERROR, origin, Labels.EMPTY, NO_VALUE, 0);
  }

  private static LeafElement of(
      Kind kind, Origin origin, Labels series, Partial value, long support) {
    return new LeafElement(
        kind, origin.partitionKey, origin.source, origin.tick, series, value, support);
  }
}
