package io.barograph.jobs.measures;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.MeasureKind;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The measures of one key group by their keys, and up to which tick they are closed. Not
 * thread-safe.
 *
 * @param <R> the records
 */
final class KeyGroupMeasures<R extends BusinessRecord> {
  /** At a tick so many parts of the measures are written ahead at most. */
  private static final int PARTS = 8;

  private final MeasureKind<R> kind;
  private final long intervalMillis;
  private final Map<String, KeptMeasure<R>> measures = new TreeMap<>();

  /** Keys of which nothing is kept any more, since the last {@link #forEachChanged}. */
  private final Set<String> gone = new TreeSet<>();

  private long closed;

  /** Takes what is derived at a tick. */
  interface Output {
    void sample(Labels labels, long tick, double value);

    /** Takes what found no place in the measure of a key, as text. */
    void refused(String key, String text);
  }

  /** Takes what is kept of a key; null if nothing is any more. */
  interface Changed<R extends BusinessRecord> {
    void accept(String key, KeptMeasure<R> kept) throws Exception;
  }

  /**
   * Nothing yet.
   *
   * @param intervalMillis the ticks are its multiples
   * @param clock no tick up to here is sampled; the least long if all are to come
   */
  KeyGroupMeasures(MeasureKind<R> kind, long intervalMillis, long clock) {
    this.kind = kind;
    this.intervalMillis = intervalMillis;
    this.closed = tickBefore(clock);
  }

  /** Every tick up to here is closed; the least long if none is. */
  long closed() {
    return closed;
  }

  int size() {
    return measures.size();
  }

  void restore(String key, KeptMeasure<R> kept) {
    measures.put(key, kept);
  }

  /** Takes a record of a key that is known; false, and nothing is taken, if it is not. */
  boolean add(String key, R record) {
    KeptMeasure<R> kept = measures.get(key);
    if (kept == null) {
      return false;
    }
    kept.add(record);
    return true;
  }

  /** Takes the first record of a key. */
  void begin(String key, R record) {
    KeptMeasure<R> kept = new KeptMeasure<>(kind, intervalMillis);
    measures.put(key, kept);
    kept.add(record);
  }

  /**
   * Samples the ticks up to {@code watermark}, one after the other, folds what it has passed, and
   * forgets what is spent; at the end of the input, the greatest long, everything, behind the tick
   * of the newest record.
   */
  void advance(long watermark, Output out, KeptMeasure.Counts counts) {
    boolean isEnd = watermark == Long.MAX_VALUE;
    long last = isEnd ? lastTick() : tickBefore(watermark);
    if (last > closed) {
      for (long tick = firstTick(closed); tick <= last; tick = firstTick(tick)) {
        sample(tick, out, counts);
      }
      closed = last;
    }
    if (isEnd) {
      gone.addAll(measures.keySet());
      measures.clear();
    }
    measures.values().forEach(kept -> kept.foldAhead(watermark, counts));
  }

  /** The first tick behind another at which there is something to sample. */
  private long firstTick(long behind) {
    long first = Long.MAX_VALUE;
    for (KeptMeasure<R> kept : measures.values()) {
      first = Math.min(first, kept.firstTick(behind));
    }
    return first;
  }

  private void sample(long tick, Output out, KeptMeasure.Counts counts) {
    for (Iterator<Map.Entry<String, KeptMeasure<R>>> all = measures.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, KeptMeasure<R>> one = all.next();
      KeptMeasure<R> kept = one.getValue();
      if (kept.firstTick(tick - intervalMillis) > tick) {
        continue;
      }
      kept.close(tick, (labels, value) -> out.sample(labels, tick, value), counts);
      kept.takeRefused().forEach(text -> out.refused(one.getKey(), text));
      if (kept.isSpent(tick)) {
        gone.add(one.getKey());
        all.remove();
      }
    }
  }

  private long tickBefore(long time) {
    return time == Long.MIN_VALUE ? time : Math.floorDiv(time, intervalMillis) * intervalMillis;
  }

  /** At the end of the input the newest records have a tick of their own yet. */
  private long lastTick() {
    long last = closed;
    for (KeptMeasure<R> kept : measures.values()) {
      last = Math.max(last, kept.lastTick());
    }
    return last;
  }

  /**
   * Hands over, behind a tick, measures that have changed and are settled, an eighth of all at
   * most: what is written ahead does not hold a checkpoint up.
   */
  void forEachSettled(Changed<R> settled) throws Exception {
    int most = measures.size() / PARTS + 1;
    for (Map.Entry<String, KeptMeasure<R>> one : measures.entrySet()) {
      if (most > 0 && one.getValue().takeSettled()) {
        settled.accept(one.getKey(), one.getValue());
        most--;
      }
    }
  }

  /** Hands over, once, what has changed since the last time. */
  void forEachChanged(Changed<R> changed) throws Exception {
    for (String key : gone) {
      if (!measures.containsKey(key)) {
        changed.accept(key, null);
      }
    }
    gone.clear();
    for (Map.Entry<String, KeptMeasure<R>> one : measures.entrySet()) {
      if (one.getValue().takeChanged()) {
        changed.accept(one.getKey(), one.getValue());
      }
    }
  }
}
