package io.barograph.jobs.measures;

import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.RecentIds;
import io.barograph.core.measure.SampleOutput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * The measure of one key, and the records that wait until the clock passes them: so a measure is
 * fed in the order of time, whatever the order of arrival. Not thread-safe.
 *
 * @param <R> the records
 */
final class KeptMeasure<R extends BusinessRecord> {
  /* Version 1 does not hold the newest time. */
  private static final byte VERSION = 2;
  private static final byte VERSION_WITHOUT_NEWEST = 1;

  /** Records are folded in so many parts of an interval, so that a tick is no burst of work. */
  private static final int PARTS = 5;

  private final MeasureKind<R> kind;
  private final long intervalMillis;
  private final long partMillis;
  private final Comparator<R> order;
  private final WaitingRecords<R> waiting = new WaitingRecords<>();

  /** The records that were folded of late. */
  private RecentIds known = new RecentIds();

  /** Null until the first record is folded. */
  private Measure<R> measure;

  /** The greatest tick that was sampled; the least long if none was. */
  private long sampled = Long.MIN_VALUE;

  /** The newest time of a record that was folded; the least long if none was. */
  private long newest = Long.MIN_VALUE;

  private boolean changed;

  /** True if nothing was altered at the last tick or behind it. */
  private boolean isQuiet;

  /** True if it was written since {@link #takeChanged} was asked last. */
  private boolean isWrittenAhead;

  /** What became of the records of a tick. */
  static final class Counts {
    long folded;
    long late;
    long duplicate;
  }

  /**
   * Nothing yet.
   *
   * @param intervalMillis the ticks are its multiples
   */
  KeptMeasure(MeasureKind<R> kind, long intervalMillis) {
    this.kind = kind;
    this.intervalMillis = intervalMillis;
    this.partMillis = intervalMillis % PARTS == 0 ? intervalMillis / PARTS : intervalMillis;
    this.order = Comparator.<R>comparingLong(kind::time).thenComparing(kind::id);
  }

  void add(R record) {
    waiting.add(multipleOf(partMillis, kind.time(record)), record);
    changed = true;
  }

  /** The first tick at which there is something to sample, after {@code closed}. */
  long firstTick(long closed) {
    long next = closed == Long.MIN_VALUE ? Long.MIN_VALUE : closed + intervalMillis;
    if (measure != null) {
      return next;
    }
    return waiting.isEmpty()
        ? Long.MAX_VALUE
        : Math.max(next, multipleOf(intervalMillis, waiting.first()));
  }

  /** The last tick at which a record counts first; the least long if all were sampled. */
  long lastTick() {
    long last = waiting.isEmpty() ? newest : Math.max(newest, waiting.last());
    return last <= sampled ? Long.MIN_VALUE : multipleOf(intervalMillis, last);
  }

  /** The first multiple at or after a time. */
  private static long multipleOf(long step, long time) {
    return -Math.floorDiv(-time, step) * step;
  }

  /** Folds what is due before the next tick, which is later than {@code clock}. */
  void foldAhead(long clock, Counts counts) {
    if (clock >= waiting.first()) {
      fold(Math.floorDiv(clock, partMillis) * partMillis, counts);
    }
  }

  /** Folds what has come up to {@code tick} and derives its samples. */
  void close(long tick, SampleOutput out, Counts counts) {
    isQuiet = true;
    fold(tick, counts);
    if (measure == null) {
      return;
    }
    if (measure.isDue(tick)) {
      measure.sample(tick, out);
      alter();
    }
    sampled = tick;
  }

  /**
   * What was written last, and holds since, is brought to where it was when the ticks up to {@code
   * closed} were over.
   */
  void resume(long closed) {
    sampled = sampled == Long.MIN_VALUE ? sampled : Math.max(sampled, closed);
    known.forget(closed);
  }

  private void alter() {
    changed = true;
    isQuiet = false;
  }

  private void fold(long until, Counts counts) {
    List<R> due = waiting.take(until);
    if (!due.isEmpty()) {
      alter();
    }
    due.sort(order);
    for (R record : due) {
      long time = kind.time(record);
      if (!known.add(time, kind.id(record))) {
        counts.duplicate++;
        continue;
      }
      if (measure == null) {
        measure = kind.begin(record);
      }
      measure.add(record);
      newest = Math.max(newest, time);
      counts.folded++;
      counts.late += time <= sampled ? 1 : 0;
    }
    known.forget(until);
  }

  /** What found no place in the measure since this was asked last. */
  List<String> takeRefused() {
    return measure == null ? List.of() : measure.takeRefused();
  }

  /** True if nothing has to be remembered any more. */
  boolean isSpent(long tick) {
    return waiting.isEmpty() && (measure == null || measure.isSpent(tick));
  }

  /** True, once, if it is not as it was written. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    isWrittenAhead = false;
    return was;
  }

  /**
   * True if it is not as it was written, the last tick altered nothing and nothing waits, so that
   * it may stay as it is for a while: it is written ahead. Once until {@link #takeChanged} is
   * asked.
   */
  boolean takeSettled() {
    boolean isSettled = changed && isQuiet && !isWrittenAhead && waiting.isEmpty();
    if (isSettled) {
      changed = false;
      isWrittenAhead = true;
    }
    return isSettled;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(sampled);
    out.writeLong(newest);
    waiting.write(out);
    known.write(out);
    out.writeBoolean(measure != null);
    if (measure != null) {
      measure.write(out);
    }
  }

  static <R extends BusinessRecord> KeptMeasure<R> read(
      MeasureKind<R> kind, long intervalMillis, DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION && version != VERSION_WITHOUT_NEWEST) {
      throw new IOException("a kept measure of version %d is not known".formatted(version));
    }
    KeptMeasure<R> kept = new KeptMeasure<>(kind, intervalMillis);
    kept.sampled = in.readLong();
    kept.newest = version == VERSION_WITHOUT_NEWEST ? kept.sampled : in.readLong();
    WaitingRecords.<R>read(in).forEach(kept::add);
    kept.known = RecentIds.read(in);
    if (in.readBoolean()) {
      kept.measure = kind.read(in);
    }
    kept.changed = false;
    return kept;
  }
}
