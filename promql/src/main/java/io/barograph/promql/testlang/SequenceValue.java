package io.barograph.promql.testlang;

/**
 * One place in a sequence of values.
 *
 * @param kind what stands there
 * @param value the number, 0 where there is none
 */
public record SequenceValue(Kind kind, double value) {
  /** What stands at a place. */
  public enum Kind {
    NUMBER,
    /** No sample. */
    OMITTED,
    /** The end of the series. */
    STALE,
    /** A native histogram, whose content is not read. */
    HISTOGRAM
  }

  static SequenceValue of(double value) {
    return new SequenceValue(Kind.NUMBER, value);
  }

  static SequenceValue of(Kind kind) {
    return new SequenceValue(kind, 0);
  }
}
