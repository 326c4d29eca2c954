package io.barograph.ml.threshold;

import io.barograph.core.session.SeasonClock;
import io.barograph.core.session.SessionPhase;
import java.util.Arrays;

/**
 * What is expected of a slot of the wall clock, by the means of slots before it: the median of the
 * same slot of the days before. Of those count the ones of the same {@link SessionPhase}, if two
 * are known, else those at which nobody traded either, else all.
 *
 * <p>A slot is an hour, or half of one where sessions are known: venues open and close at half
 * hours.
 */
final class SeasonalExpectation {
  static final int HOURS_OF_DAY = 24;
  private static final long HOUR = 3_600_000;
  private static final int LEVEL_HOURS = 6;

  /** Slots of one phase count alone from so many on. */
  private static final int LEAST_MEANS = 2;

  private final SeasonClock clock;
  private final int days;
  private final int slotsOfHour;
  private final long slotMillis;

  SeasonalExpectation(SeasonClock clock, int days) {
    this.clock = clock;
    this.days = days;
    this.slotsOfHour = clock.hasSessions() ? 2 : 1;
    this.slotMillis = HOUR / slotsOfHour;
  }

  int slotsOfHours(int hours) {
    return hours * slotsOfHour;
  }

  long slotMillis() {
    return slotMillis;
  }

  /** The slot that a time of the wall clock lies in. */
  long slotOf(long localTime) {
    return Math.floorDiv(localTime, slotMillis);
  }

  /** What is expected in the middle of a slot; NaN if it cannot be known. */
  double of(long slot, SlotMeans usual) {
    SessionPhase phase = phase(slot);
    Means same = new Means();
    Means alike = new Means();
    Means any = new Means();
    for (int day = 1; day <= days; day++) {
      long past = slot - (long) day * slotsOfHours(HOURS_OF_DAY);
      double mean = usual.mean(past);
      if (!Double.isNaN(mean)) {
        any.add(mean);
        SessionPhase was = phase(past);
        if (was == phase) {
          same.add(mean);
        }
        if (was != SessionPhase.OPEN && phase != SessionPhase.OPEN) {
          alike.add(mean);
        }
      }
    }
    return same.count >= LEAST_MEANS
        ? same.median()
        : alike.count >= LEAST_MEANS ? alike.median() : any.median();
  }

  /** The mean of the last hours before a slot; NaN if nothing is known of them. */
  double level(long slot, SlotMeans usual) {
    double sum = 0;
    int count = 0;
    for (long past = slot - slotsOfHours(LEVEL_HOURS); past < slot; past++) {
      double mean = usual.mean(past);
      if (!Double.isNaN(mean)) {
        sum += mean;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** True if a venue opens or closes between two slots, so that values jump there. */
  boolean isJump(long slot, long next) {
    return clock.hasSessions()
        && (phase(slot) == SessionPhase.OPEN) != (phase(next) == SessionPhase.OPEN);
  }

  private SessionPhase phase(long slot) {
    return clock.phase(slot * slotMillis + slotMillis / 2);
  }

  /** Means of slots that are compared. */
  private final class Means {
    private final double[] values = new double[days];
    private int count;

    private void add(double mean) {
      values[count++] = mean;
    }

    private double median() {
      if (count == 0) {
        return Double.NaN;
      }
      Arrays.sort(values, 0, count);
      return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }
  }
}
