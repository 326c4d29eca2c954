package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Expects what was usual at this time of the day, and once the same hour of the week is known what
 * was usual then, both by the clock that it is given.
 *
 * <p>A day has {@value #DAY_SLOTS} slots, each the mean of its values, the newest of them with a
 * weight of at least {@value #LEAST_WEIGHT}. An hour of the week that was seen in {@value
 * #LEAST_WEEKS} weeks corrects them by its mean error, the more the more weeks there were. Errors
 * are held against their own median and spread, so that a level that moved is expected after some
 * hundred values.
 */
final class SeasonalProfile implements Member {
  private static final long DAY_MILLIS = 86_400_000;
  private static final int DAY_SLOTS = 96;
  private static final int WEEK_HOURS = 168;

  /* So many bytes are written of each. */
  private static final int SLOT_BYTES = Double.BYTES + Integer.BYTES;
  private static final int HOUR_BYTES = Float.BYTES + 2 * Short.BYTES;

  private static final int ERRORS = 300;
  private static final int LEAST_ERRORS = 30;
  private static final double LEAST_WEIGHT = 0.02;
  private static final int LEAST_WEEKS = 3;
  private static final double WEEK_DOUBT = 4;
  private static final double SPREAD_SHARE = 0.5;

  private final double[] day = new double[DAY_SLOTS];
  private final int[] daySeen = new int[DAY_SLOTS];
  private final float[] week = new float[WEEK_HOURS];
  private final short[] weekSeen = new short[WEEK_HOURS];
  private final short[] weeks = new short[WEEK_HOURS];
  private final SeasonClock clock;
  private final SortedWindow errors;
  private long lastHour = Long.MIN_VALUE;

  /** The hour of the week of the last hour. */
  private int hour;

  SeasonalProfile(SeasonClock clock) {
    this(clock, new SortedWindow(ERRORS));
  }

  private SeasonalProfile(SeasonClock clock, SortedWindow errors) {
    this.clock = clock;
    this.errors = errors;
  }

  static SeasonalProfile read(SeasonClock clock, DataInput in) throws IOException {
    SeasonalProfile member = new SeasonalProfile(clock, SortedWindow.read(in));
    for (int slot = 0; slot < DAY_SLOTS; slot++) {
      member.day[slot] = in.readDouble();
      member.daySeen[slot] = in.readInt();
    }
    for (int hour = 0; hour < WEEK_HOURS; hour++) {
      member.week[hour] = in.readFloat();
      member.weekSeen[hour] = in.readShort();
      member.weeks[hour] = in.readShort();
    }
    member.lastHour = in.readLong();
    member.hour = clock.hourOfWeek(member.lastHour);
    return member;
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    long local = clock.localTime(timeMillis);
    int slot = (int) (Math.floorMod(local, DAY_MILLIS) * DAY_SLOTS / DAY_MILLIS);
    long localHour = SeasonClock.hourOf(local);
    if (localHour != lastHour) {
      lastHour = localHour;
      hour = clock.hourOfWeek(localHour);
      weeks[hour] = (short) Math.min(weeks[hour] + 1, Short.MAX_VALUE);
    }
    Deviation deviation = Deviation.UNKNOWN;
    if (daySeen[slot] > 0) {
      double expected = day[slot] + trust(hour) * week[hour];
      double error = value - expected;
      if (errors.size() > LEAST_ERRORS) {
        double usual = errors.median();
        double scale =
            SortedWindow.NORMAL_MAD * errors.medianDistance(usual)
                + SPREAD_SHARE * errors.spread()
                + Scales.floor(expected);
        deviation = Deviation.of(value, expected + usual, scale);
      }
      errors.add(error);
      learnWeek(hour, value - day[slot]);
    }
    learnDay(slot, value);
    return deviation;
  }

  /** How much the hour of the week is believed, by the weeks before this one. */
  private double trust(int hour) {
    int before = weeks[hour] - 1;
    return before < LEAST_WEEKS ? 0 : before / (before + WEEK_DOUBT);
  }

  private void learnDay(int slot, double value) {
    daySeen[slot] = Math.min(daySeen[slot] + 1, Short.MAX_VALUE);
    day[slot] += Math.max(LEAST_WEIGHT, 1.0 / daySeen[slot]) * (value - day[slot]);
  }

  private void learnWeek(int hour, double error) {
    weekSeen[hour] = (short) Math.min(weekSeen[hour] + 1, Short.MAX_VALUE);
    week[hour] += (float) (Math.max(LEAST_WEIGHT, 1.0 / weekSeen[hour]) * (error - week[hour]));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    errors.write(out);
    ByteBuffer slots = ByteBuffer.allocate(DAY_SLOTS * SLOT_BYTES + WEEK_HOURS * HOUR_BYTES);
    for (int slot = 0; slot < DAY_SLOTS; slot++) {
      slots.putDouble(day[slot]).putInt(daySeen[slot]);
    }
    for (int hour = 0; hour < WEEK_HOURS; hour++) {
      slots.putFloat(week[hour]).putShort(weekSeen[hour]).putShort(weeks[hour]);
    }
    out.write(slots.array());
    out.writeLong(lastHour);
  }
}
