package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.core.sample.ValueBits;
import io.barograph.promql.alerting.ActiveAlert;
import io.barograph.promql.eval.SampleWindow;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The samples and the alerts of one series.
 *
 * <p>Samples lie in ascending order of time, at most one for each time: of two values the greater
 * by {@link Double#compare} stays, and a value is greater than a stale marker, so that their order
 * of arrival does not matter. Samples that were late in their partition lie apart, each with the
 * watermark that it came behind, until every rule's clock has passed that. Not thread-safe.
 */
final class SeriesRow implements SampleWindow {
  private static final int LATE_FIELDS = 3;

  private final Labels labels;

  /** The labels without the metric name; null until somebody asks for them. */
  private Labels nameless;

  private final long fingerprint;
  private SeriesReaders readers = SeriesReaders.NONE;
  private int[] rules = {};
  private ActiveAlert[] alerts = {};
  private long samplesAfter = Long.MIN_VALUE;

  /** Times at even places, the raw bits of their values behind them. */
  private long[] data;

  private int start;
  private int end;

  /** Time, bits and watermark of each late sample; null if there is none. */
  private long[] late;

  private long newest = Long.MIN_VALUE;
  private boolean alertsChanged;

  /** By rule, the last sample at which it was evaluated as that came; null if none ever was. */
  private long[] arrivals;

  private boolean arrivalsChanged;

  /** An empty series that nobody reads. */
  SeriesRow(Labels labels) {
    this.labels = labels;
    this.fingerprint = labels.fingerprint();
    this.data = new long[8];
  }

  Labels labels() {
    return labels;
  }

  Labels nameless() {
    if (nameless == null) {
      nameless = labels.without(Labels.METRIC_NAME);
    }
    return nameless;
  }

  long fingerprint() {
    return fingerprint;
  }

  /** By place, the readers that decide on this series alone: their places in the rule set. */
  int[] rules() {
    return rules;
  }

  SeriesLeaves leaves() {
    return readers.leaves();
  }

  /** Sets who reads it, in place of nobody. */
  void follow(SeriesReaders first) {
    readers = first;
    samplesAfter = first.samplesAfter();
    rules = first.rules().stream().mapToInt(Integer::intValue).toArray();
    alerts = new ActiveAlert[rules.length];
  }

  /**
   * Sets who reads it, in place of others.
   *
   * @param ruleBefore the place of each rule in the rule set before, or -1
   */
  void follow(SeriesReaders next, IntUnaryOperator ruleBefore) {
    int[] placesBefore =
        next.rules().stream().mapToInt(rule -> placeOf(ruleBefore.applyAsInt(rule))).toArray();
    ActiveAlert[] alertsBefore = alerts;
    long[] arrivalsBefore = arrivals;
    long afterBefore = samplesAfter;
    follow(next);
    samplesAfter = Math.max(afterBefore, next.samplesAfter()); // what was hidden stays hidden
    dropUpTo(samplesAfter);
    arrivals = null;
    for (int place = 0; place < rules.length; place++) {
      int before = placesBefore[place];
      if (before >= 0) {
        alerts[place] = alertsBefore[before];
        if (arrivalsBefore != null && arrivalsBefore[before] != Long.MIN_VALUE) {
          restoreArrival(place, arrivalsBefore[before]);
        }
      }
    }
  }

  /** Drops what is hidden at every tick behind {@code closed}. */
  void dropHidden(long closed) {
    if (!readers.cuts().isEmpty()) {
      beginAfter(readers.hiddenUpTo(closed));
    }
  }

  /** Takes that samples up to {@code time} are none for those who read the series. */
  void beginAfter(long time) {
    samplesAfter = Math.max(samplesAfter, time);
    dropUpTo(samplesAfter);
  }

  private void dropUpTo(long time) {
    while (start < end && data[start] <= time) {
      start += 2;
    }
    long[] waiting = late;
    late = null;
    for (int i = 0; waiting != null && i < waiting.length; i += LATE_FIELDS) {
      if (waiting[i] > time) {
        addLate(waiting[i], waiting[i + 1], waiting[i + 2]);
      }
    }
  }

  /** How far behind a tick those who read it look, in milliseconds. */
  long windowMillis() {
    return readers.window();
  }

  /** Older samples are none for those who read the series. */
  long samplesAfter() {
    return samplesAfter;
  }

  ActiveAlert alert(int place) {
    return alerts[place];
  }

  void setAlert(int place, ActiveAlert alert) {
    alerts[place] = alert;
    alertsChanged = true;
  }

  void clearAlerts() {
    Arrays.fill(alerts, null);
  }

  /** Where among this series' rules the rule stands, or -1. */
  int placeOf(int rule) {
    for (int place = 0; place < rules.length; place++) {
      if (rules[place] == rule) {
        return place;
      }
    }
    return -1;
  }

  boolean hasAlerts() {
    for (ActiveAlert alert : alerts) {
      if (alert != null) {
        return true;
      }
    }
    return false;
  }

  /** True, once, if an alert has changed since it was asked last. */
  boolean takeAlertsChanged() {
    boolean changed = alertsChanged;
    alertsChanged = false;
    return changed;
  }

  /** True if some rule is evaluated when a sample comes. */
  boolean isOnArrival() {
    return readers.onArrival();
  }

  /** The time of the last sample at which the rule at {@code place} was evaluated on arrival. */
  long arrival(int place) {
    return arrivals == null ? Long.MIN_VALUE : arrivals[place];
  }

  void setArrival(int place, long time) {
    restoreArrival(place, time);
    arrivalsChanged = true;
  }

  void restoreArrival(int place, long time) {
    if (arrivals == null) {
      arrivals = new long[rules.length];
      Arrays.fill(arrivals, Long.MIN_VALUE);
    }
    arrivals[place] = time;
  }

  boolean hasArrivals() {
    return arrivals != null;
  }

  /** True, once, if {@link #setArrival} was called since it was asked last. */
  boolean takeArrivalsChanged() {
    boolean changed = arrivalsChanged;
    arrivalsChanged = false;
    return changed;
  }

  long newest() {
    return newest;
  }

  /** The time of the oldest sample that is held, late ones inside; there must be one. */
  long oldest() {
    long oldest = start == end ? Long.MAX_VALUE : data[start];
    for (int i = 0; late != null && i < late.length; i += LATE_FIELDS) {
      oldest = Math.min(oldest, late[i]);
    }
    return oldest;
  }

  boolean isEmpty() {
    return start == end && late == null;
  }

  boolean hasLate() {
    return late != null;
  }

  @Override
  public int size() {
    return (end - start) / 2;
  }

  @Override
  public long timestamp(int index) {
    return data[start + 2 * index];
  }

  @Override
  public double value(int index) {
    return Double.longBitsToDouble(data[start + 2 * index + 1]);
  }

  @Override
  public boolean stale(int index) {
    return StaleMarker.isStale(data[start + 2 * index + 1]);
  }

  long valueBits(int index) {
    return data[start + 2 * index + 1];
  }

  /**
   * Stores a sample.
   *
   * @return false if there is one for that time already
   */
  boolean add(long timestamp, long bits) {
    newest = Math.max(newest, timestamp);
    if (start == end || timestamp > data[end - 2]) {
      makeRoom();
      data[end++] = timestamp;
      data[end++] = bits;
      return true;
    }
    int place = firstAtOrAfter(timestamp);
    if (data[place] == timestamp) {
      data[place + 1] = ValueBits.greater(data[place + 1], bits);
      return false;
    }
    insert(place, timestamp, bits);
    return true;
  }

  /** Takes that a sample came which is none for those who read the series. */
  void passOver(long timestamp) {
    newest = Math.max(newest, timestamp);
  }

  /** Stores a sample that must not be seen by any tick up to {@code behind}. */
  void addLate(long timestamp, long bits, long behind) {
    newest = Math.max(newest, timestamp);
    int length = late == null ? 0 : late.length;
    late = late == null ? new long[LATE_FIELDS] : Arrays.copyOf(late, length + LATE_FIELDS);
    late[length] = timestamp;
    late[length + 1] = bits;
    late[length + 2] = behind;
  }

  /** Lets the late samples in that every clock has passed: those behind {@code closed} at most. */
  void settleLate(long closed) {
    long[] waiting = late;
    late = null;
    for (int i = 0; i < waiting.length; i += LATE_FIELDS) {
      if (waiting[i + 2] <= closed) {
        add(waiting[i], waiting[i + 1]);
      } else {
        addLate(waiting[i], waiting[i + 1], waiting[i + 2]);
      }
    }
  }

  /**
   * The samples as {@code tick} sees them: late ones only if the tick lies after their delay, and
   * none that are hidden since a change.
   */
  SampleWindow seenBy(long tick) {
    long hidden = readers.hiddenUpTo(tick);
    boolean hidesSome = start < end && data[start] <= hidden;
    if (late == null && !hidesSome) {
      return this;
    }
    SeriesRow seen = new SeriesRow(labels);
    seen.data = Arrays.copyOfRange(data, start, Math.max(end, start + 2));
    seen.end = end - start;
    for (int i = 0; late != null && i < late.length; i += LATE_FIELDS) {
      if (late[i + 2] < tick) {
        seen.add(late[i], late[i + 1]);
      }
    }
    seen.dropUpTo(hidden);
    return seen;
  }

  /** Drops what no tick after {@code closed} looks at. */
  void evict(long closed) {
    long oldest = closed - readers.window();
    while (start < end && data[start] <= oldest) {
      start += 2;
    }
    if (start == end) {
      start = 0;
      end = 0;
    }
  }

  /** Hands over each late sample. */
  void forEachLate(LateSample consumer) {
    if (late != null) {
      for (int i = 0; i < late.length; i += LATE_FIELDS) {
        consumer.accept(late[i], late[i + 1], late[i + 2]);
      }
    }
  }

  /** Takes a late sample. */
  interface LateSample {
    void accept(long timestamp, long bits, long behind);
  }

  private void makeRoom() {
    if (end < data.length) {
      return;
    }
    int length = end - start;
    long[] target =
        start > 0 && start >= data.length / 4
            ? data
            : new long[data.length + data.length / 4 * 2 + 2];
    System.arraycopy(data, start, target, 0, length);
    data = target;
    start = 0;
    end = length;
  }

  private int firstAtOrAfter(long timestamp) {
    int low = start / 2;
    int high = end / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (data[2 * middle] < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  private void insert(int place, long timestamp, long bits) {
    int offset = place - start;
    makeRoom();
    int target = start + offset;
    System.arraycopy(data, target, data, target + 2, end - target);
    data[target] = timestamp;
    data[target + 1] = bits;
    end += 2;
  }
}
