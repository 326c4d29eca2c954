package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;

/**
 * What one series gives to a rule on several series at a tick, or a mark of how far the series
 * stage has come.
 *
 * @param kind what it says
 * @param partitionKey the key of the rule's partition
 * @param leaf the leaf's place in the rule's plan
 * @param tick milliseconds of event time
 * @param series the labels of the series
 * @param value the element's value; meaningless unless there is one
 */
public record LeafElement(
    Kind kind, Labels partitionKey, int leaf, long tick, Labels series, double value) {
  /** What is said. */
  public enum Kind {
    /** The leaf gives an element. */
    ELEMENT,
    /** The series has data, but the leaf gives no element. */
    NO_ELEMENT,
    /** The partition is to be evaluated from this tick on, though no series has data. */
    SILENT,
    /** Everything up to this instant has been told. */
    CLOCK
  }

  static LeafElement of(Labels partitionKey, int leaf, long tick, Labels series, double value) {
    return new LeafElement(Kind.ELEMENT, partitionKey, leaf, tick, series, value);
  }

  static LeafElement none(Labels partitionKey, int leaf, long tick, Labels series) {
    return new LeafElement(Kind.NO_ELEMENT, partitionKey, leaf, tick, series, Double.NaN);
  }

  static LeafElement silent(Labels partitionKey, long tick) {
    return new LeafElement(Kind.SILENT, partitionKey, 0, tick, Labels.EMPTY, Double.NaN);
  }

  static LeafElement clock(long instant) {
    return new LeafElement(Kind.CLOCK, Labels.EMPTY, 0, instant, Labels.EMPTY, Double.NaN);
  }
}
