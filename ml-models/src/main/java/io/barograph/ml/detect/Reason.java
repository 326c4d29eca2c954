package io.barograph.ml.detect;

/**
 * Why a value has its score.
 *
 * @param code what it deviates in most
 * @param deviation by how much, in scales of that member: standard deviations, or half widths of
 *     the usual range; 0 where none is known
 * @param metric the position of the metric of an entity that deviates most, from 0; -1 for a series
 * @param isFallBack true if another detector should have said so, and had no model that knows
 *     enough, or one that gave no answer
 */
public record Reason(ReasonCode code, double deviation, int metric, boolean isFallBack) {
  /** A reason of the detector that was asked. */
  public Reason(ReasonCode code, double deviation, int metric) {
    this(code, deviation, metric, false);
  }

  /** A reason without a figure. */
  static Reason of(ReasonCode code) {
    return new Reason(code, 0, -1);
  }
}
