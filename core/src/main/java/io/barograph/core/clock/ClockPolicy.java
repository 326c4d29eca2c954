package io.barograph.core.clock;

import java.io.Serializable;
import java.time.Duration;

/**
 * How far the clock of an input partition stays behind what is known.
 *
 * @param bound how much out of order records of one partition may come
 * @param grace how long a record may take from its event time to its arrival in the partition, on
 *     top of the bound, while the partition is quiet
 * @param maxAnswerAge how old the broker's word may be that there is nothing more to read
 * @param settle how long the broker must have answered without a break before that word counts
 * @param step quiet partitions advance to multiples of this
 * @param maxAhead how far an event time may lie after the time of the record that carries it
 */
public record ClockPolicy(
    Duration bound,
    Duration grace,
    Duration maxAnswerAge,
    Duration settle,
    Duration step,
    Duration maxAhead)
    implements Serializable {
  /**
   * Bound 5 s, grace 1 s, answers of at most 2 s, settling for 10 s, steps of 1 s, ten minutes
   * ahead.
   */
  public static final ClockPolicy DEFAULT =
      new ClockPolicy(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10));

  public ClockPolicy {
    requireNotNegative("clock bound", bound);
    requireNotNegative("clock grace", grace);
    requireNotNegative("clock max-answer-age", maxAnswerAge);
    requireNotNegative("clock settle", settle);
    requireNotNegative("clock max-ahead", maxAhead);
    if (step.toMillis() < 1) {
      throw new IllegalArgumentException("clock step must be >= 1 ms, was " + step);
    }
  }

  /** True if a record of that Kafka time cannot honestly carry that event time. */
  public boolean isTooFarAhead(long eventTime, long recordTime) {
    return eventTime - recordTime > maxAhead.toMillis();
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s must be >= 0, was %s".formatted(name, value));
    }
  }
}
