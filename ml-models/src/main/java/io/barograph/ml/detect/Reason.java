package io.barograph.ml.detect;

/**
 * Why a value has its score.
 *
 * @param code what it deviates in most
 * @param deviation by how much, in scales of that member: standard deviations, or half widths of
 *     the usual range; 0 where none is known
 * @param metric the position of the metric of an entity that deviates most, from 0; -1 for a series
 * @param fallBack why another detector, which should have said it, did not
 */
public record Reason(ReasonCode code, double deviation, int metric, FallBack fallBack) {
  /** A reason of the detector that was asked. */
  public Reason(ReasonCode code, double deviation, int metric) {
    this(code, deviation, metric, FallBack.NONE);
  }

  /** A reason without a figure. */
  static Reason of(ReasonCode code) {
    return new Reason(code, 0, -1);
  }
}
