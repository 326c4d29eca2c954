package io.barograph.ml.watch;

import io.barograph.ml.failure.FailureReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one version has said of one unit, and is not known to be right yet. Not thread-safe.
 *
 * <p>A warning begins with the first row that warns. It counts until the horizon is over; one that
 * stands longer is false, and no other begins before a row has not warned.
 */
final class OpenPredictions {
  private static final long NONE = Long.MIN_VALUE;

  private final Deque<Said> said = new ArrayDeque<>();
  private long warnedAt = NONE;

  /** A warning has outlived the horizon and stands. */
  private boolean isFalse;

  /** A probability that was told. */
  private record Said(long time, double probability) {}

  boolean isEmpty() {
    return said.isEmpty() && warnedAt == NONE && !isFalse;
  }

  /**
   * Takes what was said at a row.
   *
   * @param isCompared true if its probability is compared with what happens
   */
  void add(long time, double probability, FailureReason reason, boolean isCompared) {
    if (isCompared) {
      said.add(new Said(time, probability));
    }
    if (!reason.alert()) {
      isFalse = false;
    } else if (warnedAt == NONE && !isFalse) {
      warnedAt = time;
    }
  }

  /** What was said a horizon ago, and has not come true, was wrong. */
  void expire(long now, long horizonMillis, VersionJudge judge) {
    while (!said.isEmpty() && said.getFirst().time() + horizonMillis <= now) {
      Said oldest = said.removeFirst();
      judge.cameOut(oldest.time(), oldest.probability(), oldest.time() + horizonMillis, false);
    }
    if (warnedAt != NONE && warnedAt + horizonMillis <= now) {
      judge.unfounded(warnedAt);
      warnedAt = NONE;
      isFalse = true;
    }
  }

  /**
   * The unit has failed: nothing is open any more.
   *
   * @param isInUse true if the version should have warned
   */
  void failed(long time, long horizonMillis, boolean isInUse, VersionJudge judge) {
    expire(time - 1, horizonMillis, judge);
    for (Said one : said) {
      if (one.time() <= time) {
        judge.cameOut(one.time(), one.probability(), time, true);
      }
    }
    if (warnedAt != NONE) {
      judge.warned(warnedAt, time);
    } else if (isInUse) {
      judge.missed(time);
    }
    said.clear();
    warnedAt = NONE;
    isFalse = false;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(said.size());
    for (Said one : said) {
      out.writeLong(one.time());
      out.writeDouble(one.probability());
    }
    out.writeLong(warnedAt);
    out.writeBoolean(isFalse);
  }

  static OpenPredictions read(DataInput in) throws IOException {
    OpenPredictions read = new OpenPredictions();
    for (int count = in.readInt(); count > 0; count--) {
      read.said.add(new Said(in.readLong(), in.readDouble()));
    }
    read.warnedAt = in.readLong();
    read.isFalse = in.readBoolean();
    return read;
  }
}
