package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesBudget;
import io.barograph.core.series.SeriesBudget.Admission;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The series that a batcher has met, and which of them it lets in.
 *
 * <p>A series that was not announced for {@link #VANISHED_MILLIS} gives its place back, and one
 * that was refused takes it.
 */
final class KnownSeries {
  /** After so much event time without a sample a series counts no more. */
  static final long VANISHED_MILLIS = 3 * SampleBatcher.ANNOUNCE_AGAIN_MILLIS;

  private static final int MAX_LEFT_OUT = 2_000_000;

  private final SeriesBudget budget;
  private final Map<Labels, Entry> entries = new HashMap<>();
  private int forgetAt = MAX_LEFT_OUT;

  /** What is remembered of a series. */
  static final class Entry {
    static final Entry UNMATCHED = new Entry(-1);
    static final Entry REFUSED = new Entry(-1);

    final int keyGroup;
    long announcedAt = Long.MIN_VALUE;

    private Entry(int keyGroup) {
      this.keyGroup = keyGroup;
    }

    boolean isLeftOut() {
      return this == UNMATCHED || this == REFUSED;
    }
  }

  KnownSeries(SeriesBudget budget) {
    this.budget = budget;
  }

  /** What is known of {@code series}; null if it was never met. */
  Entry find(Labels series) {
    return entries.get(series);
  }

  /** Remembers a series that no rule reads. */
  Entry leaveOut(Labels series) {
    return put(series, Entry.UNMATCHED);
  }

  /** Takes a new series if the limits allow it, and remembers it either way. */
  Admission admit(Labels series) {
    Admission admission = budget.take(series.metricName());
    put(series, admission == Admission.ADMITTED ? new Entry(KeyGroups.of(series)) : Entry.REFUSED);
    return admission;
  }

  /** Forgets the series that have vanished by {@code time} and takes refused ones instead. */
  void replaceVanished(long time) {
    if (forgetVanished(time)) {
      admitRefused();
    }
  }

  private boolean forgetVanished(long time) {
    boolean forgotten = false;
    Iterator<Map.Entry<Labels, Entry>> all = entries.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Labels, Entry> one = all.next();
      if (!one.getValue().isLeftOut() && one.getValue().announcedAt < time - VANISHED_MILLIS) {
        budget.giveBack(one.getKey().metricName());
        all.remove();
        forgotten = true;
      }
    }
    return forgotten;
  }

  private void admitRefused() {
    for (Map.Entry<Labels, Entry> one : entries.entrySet()) {
      if (one.getValue() == Entry.REFUSED
          && budget.take(one.getKey().metricName()) == Admission.ADMITTED) {
        one.setValue(new Entry(KeyGroups.of(one.getKey())));
      }
    }
  }

  /* Of those that are left out only so many are remembered; the places taken stay taken. */
  private Entry put(Labels series, Entry entry) {
    if (entries.size() >= forgetAt) {
      entries.values().removeIf(Entry::isLeftOut);
      forgetAt = entries.size() + MAX_LEFT_OUT;
    }
    entries.put(series, entry);
    return entry;
  }
}
