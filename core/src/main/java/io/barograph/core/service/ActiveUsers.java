package io.barograph.core.service;

import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * The different users of a day, which moves on by the hour, and of a week and a month, which move
 * on by the day of UTC. At most {@value #MAX_BYTES} bytes. Not thread-safe.
 */
final class ActiveUsers {
  /** A month of activity. */
  static final Duration MONTH = Duration.ofDays(30);

  static final int MAX_BYTES = 54 * ((1 << UserSet.FINE) + 3) + 16;

  private static final int HOURS = 24;
  private static final int DAYS_OF_WEEK = 7;
  private static final int DAYS_OF_MONTH = 30;

  private final BucketWindow<UserSet> hours =
      new BucketWindow<>(Duration.ofHours(1).toMillis(), HOURS, ActiveUsers::nobody);
  private final BucketWindow<UserSet> days =
      new BucketWindow<>(Duration.ofDays(1).toMillis(), DAYS_OF_MONTH, ActiveUsers::nobody);

  private static UserSet nobody() {
    return new UserSet(UserSet.FINE);
  }

  void add(long time, long user) {
    add(hours.at(time), user);
    add(days.at(time), user);
  }

  private static void add(UserSet bucket, long user) {
    if (bucket != null) {
      bucket.add(user);
    }
  }

  double ofDay(long tick) {
    return hours.upTo(tick).count();
  }

  double ofWeek(long tick) {
    return days.upTo(tick, DAYS_OF_WEEK).count();
  }

  double ofMonth(long tick) {
    return days.upTo(tick).count();
  }

  void write(DataOutput out) throws IOException {
    hours.write(out);
    days.write(out);
  }

  void read(DataInput in) throws IOException {
    hours.read(in, UserSet.reader(UserSet.FINE));
    days.read(in, UserSet.reader(UserSet.FINE));
  }
}
