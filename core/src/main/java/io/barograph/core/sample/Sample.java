package io.barograph.core.sample;

import io.barograph.core.labels.Labels;

/**
 * One value of one series at one instant.
 *
 * @param labels the series, its metric name inside
 * @param timestamp event time, milliseconds since the epoch
 * @param value any double; an ordinary NaN is a value like another
 * @param stale true for a stale marker, which says that the series has ended here; its value is
 *     meaningless and is {@code 0}
 */
public record Sample(Labels labels, long timestamp, double value, boolean stale) {
  /** A sample that carries a value. */
  public static Sample of(Labels labels, long timestamp, double value) {
    return new Sample(labels, timestamp, value, false);
  }

  /** The marker that ends {@code labels} at {@code timestamp}. */
  public static Sample stale(Labels labels, long timestamp) {
    return new Sample(labels, timestamp, 0, true);
  }
}
