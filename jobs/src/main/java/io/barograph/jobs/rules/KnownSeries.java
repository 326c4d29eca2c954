package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesBudget;
import io.barograph.core.series.SeriesBudget.Admission;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;

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
  private Entry last = Entry.nobody();

  /** What is remembered of a series. */
  static final class Entry {
    private static final int UNMATCHED = -1;
    private static final int REFUSED = -2;

    /** Null once the entry is forgotten. */
    private Labels series;

    private int keyGroup;
    long announcedAt = Long.MIN_VALUE;

    /** The entry that was asked for after this one. */
    private Entry next;

    private Entry(Labels series, int keyGroup) {
      this.series = series;
      this.keyGroup = keyGroup;
    }

    private static Entry nobody() {
      return new Entry(null, UNMATCHED);
    }

    /** Where a series that is let in belongs. */
    int keyGroup() {
      return keyGroup;
    }

    boolean isLeftOut() {
      return keyGroup < 0;
    }

    /** True if it is left out because no rule reads it. */
    boolean isUnmatched() {
      return keyGroup == UNMATCHED;
    }
  }

  KnownSeries(SeriesBudget budget) {
    this.budget = budget;
  }

  /** What is known of {@code series}; null if it was never met. */
  Entry find(Labels series) {
    // Series come again in the order in which they came before: the one that followed the last one
    // then is tried first and spares the look-up.
    Entry expected = last.next;
    if (expected == null || !series.equals(expected.series)) {
      expected = entries.get(series);
      if (expected == null) {
        return null;
      }
      last.next = expected;
    }
    last = expected;
    return expected;
  }

  /** Remembers a series that no rule reads. */
  Entry leaveOut(Labels series) {
    return put(new Entry(series, Entry.UNMATCHED));
  }

  /** Takes a new series if the limits allow it, and remembers it either way. */
  Admission admit(Labels series) {
    Admission admission = budget.take(series.metricName());
    put(new Entry(series, admission == Admission.ADMITTED ? KeyGroups.of(series) : Entry.REFUSED));
    return admission;
  }

  /** Meets again those that no rule read, and forgets those that none reads any more. */
  void readBy(Predicate<Labels> isRead) {
    Iterator<Entry> all = entries.values().iterator();
    while (all.hasNext()) {
      Entry one = all.next();
      if (one.isUnmatched() || !isRead.test(one.series)) {
        if (!one.isLeftOut()) {
          budget.giveBack(one.series.metricName());
        }
        one.series = null;
        all.remove();
      }
    }
  }

  /** Forgets the series that have vanished by {@code time} and takes refused ones instead. */
  void replaceVanished(long time) {
    if (forgetVanished(time)) {
      admitRefused();
    }
  }

  private boolean forgetVanished(long time) {
    boolean forgotten = false;
    Iterator<Entry> all = entries.values().iterator();
    while (all.hasNext()) {
      Entry one = all.next();
      if (!one.isLeftOut() && one.announcedAt < time - VANISHED_MILLIS) {
        budget.giveBack(one.series.metricName());
        one.series = null;
        all.remove();
        forgotten = true;
      }
    }
    return forgotten;
  }

  private void admitRefused() {
    for (Entry one : entries.values()) {
      if (one.keyGroup == Entry.REFUSED
          && budget.take(one.series.metricName()) == Admission.ADMITTED) {
        one.keyGroup = KeyGroups.of(one.series);
      }
    }
  }

  /* Of those that are left out only so many are remembered; the places taken stay taken. */
  private Entry put(Entry entry) {
    if (entries.size() >= forgetAt) {
      entries.values().removeIf(KnownSeries::isForgotten);
      forgetAt = entries.size() + MAX_LEFT_OUT;
    }
    entries.put(entry.series, entry);
    return entry;
  }

  private static boolean isForgotten(Entry entry) {
    if (entry.isLeftOut()) {
      entry.series = null;
    }
    return entry.isLeftOut();
  }
}
