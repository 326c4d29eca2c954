package io.barograph.core.alert;

import java.util.stream.LongStream;

/**
 * What is remembered of one alert's episode between two ticks. Times are milliseconds of event
 * time; {@link #NEVER} stands for one that has not come.
 *
 * @param status where the episode stands
 * @param activeAt the tick at which it left inactive; never changes
 * @param firedAt the tick at which it fired last
 * @param keepFiringSince the first tick at which the condition was false while it fired on
 * @param noDataSince the first tick without data; still there at the transition that ends the
 *     silence, and gone at the next
 * @param endedAt the tick at which the episode ended
 * @param value the value of the condition when it was last true
 * @param version counts the transitions of this episode from 1
 */
public record AlertState(
    AlertStatus status,
    long activeAt,
    long firedAt,
    long keepFiringSince,
    long noDataSince,
    long endedAt,
    double value,
    int version) {
  /** A time that has not come. */
  public static final long NEVER = Long.MIN_VALUE;

  /** True if the alert fired at some time in this episode. */
  public boolean hasFired() {
    return firedAt != NEVER;
  }

  /** The latest time that is remembered; the next step must not be of an earlier one. */
  public long newestTime() {
    return LongStream.of(activeAt, firedAt, keepFiringSince, noDataSince, endedAt)
        .max()
        .getAsLong();
  }

  /** True at the transition with which the data returned or was given up. */
  boolean endsSilence() {
    return status != AlertStatus.NODATA && noDataSince != NEVER;
  }

  /** This state with another value; itself if it has that value. */
  AlertState withValue(double newValue) {
    if (Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(newValue)) {
      return this;
    }
    return new AlertState(
        status, activeAt, firedAt, keepFiringSince, noDataSince, endedAt, newValue, version);
  }

  /** This state with another first tick of firing on; itself if it has that. */
  AlertState keptFiringSince(long tick) {
    if (keepFiringSince == tick) {
      return this;
    }
    return new AlertState(status, activeAt, firedAt, tick, noDataSince, endedAt, value, version);
  }

  AlertState pending() {
    return moved(AlertStatus.PENDING, firedAt, silence(), NEVER);
  }

  AlertState firing(long tick) {
    return moved(AlertStatus.FIRING, hasFired() ? firedAt : tick, silence(), NEVER);
  }

  AlertState withoutData(long tick) {
    return moved(AlertStatus.NODATA, firedAt, tick, NEVER);
  }

  AlertState ended(long tick) {
    return moved(
        hasFired() ? AlertStatus.RESOLVED : AlertStatus.INACTIVE, firedAt, silence(), tick);
  }

  private long silence() {
    return status == AlertStatus.NODATA ? noDataSince : NEVER;
  }

  private AlertState moved(AlertStatus newStatus, long fired, long noData, long end) {
    return new AlertState(
        newStatus, activeAt, fired, NEVER, noData, end, value, Math.addExact(version, 1));
  }
}
