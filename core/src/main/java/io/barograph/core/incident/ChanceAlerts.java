package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How often alerts come by chance: alone, on one service, at each priority. What it begins with
 * counts as six hours of experience, and is soon outweighed by what is seen. Not thread-safe.
 */
final class ChanceAlerts {
  /** What is believed at first counts as so much experience. */
  private static final double FIRST_HOURS = 6;

  /** At first, of each priority from P1, alerts an hour and service. */
  private static final double[] FIRST_RATES = {0.05, 0.5, 1, 1};

  private static final double LEAST_PROBABILITY = 1e-6;
  private static final double HOUR_MILLIS = 3_600_000;

  private final long[] alone = new long[Priority.values().length];
  private long since = Long.MIN_VALUE;

  /** Takes that time goes on, in milliseconds since the epoch. */
  void begin(long now) {
    since = since == Long.MIN_VALUE ? now : since;
  }

  /** Takes an alert that belonged to nothing. */
  void add(Priority priority) {
    alone[priority.ordinal()]++;
  }

  /**
   * The logarithm of the probability of such an alert on a service, in so many milliseconds.
   *
   * @param services on how many services alerts may come; none is as one
   */
  double logProbability(Priority priority, int services, long now, long withinMillis) {
    double hours = FIRST_HOURS + (now - since) / HOUR_MILLIS;
    int number = priority.ordinal();
    double seen = alone[number] / (double) Math.max(1, services);
    double rate = (FIRST_RATES[number] * FIRST_HOURS + seen) / hours;
    return Math.log(Math.max(LEAST_PROBABILITY, rate * withinMillis / HOUR_MILLIS));
  }

  /** Writes what was seen. */
  void write(DataOutput out) throws IOException {
    out.writeLong(since);
    for (long seen : alone) {
      out.writeLong(seen);
    }
  }

  /** Reads what {@link #write} wrote. */
  static ChanceAlerts read(DataInput in) throws IOException {
    ChanceAlerts chance = new ChanceAlerts();
    chance.since = in.readLong();
    for (int i = 0; i < chance.alone.length; i++) {
      chance.alone[i] = in.readLong();
    }
    return chance;
  }
}
