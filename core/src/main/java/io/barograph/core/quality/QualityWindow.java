package io.barograph.core.quality;

import io.barograph.core.alert.QualityMetric;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened to the alerts of one rule, or of all, in the last hour, by minute.
 *
 * <p>An alert is flapping once its beginning is one of so many beginnings and ends of it within a
 * time ({@link QualityPolicy}). Of the alerts that toggle, {@value #MAX_TOGGLING} are watched,
 * those that did last; so what is kept of a rule is at most 60 counts and 8 times for each of
 * those.
 */
public final class QualityWindow {
  /** So long back is looked. */
  public static final Duration LENGTH = Duration.ofHours(1);

  /** From one look to the next. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  /** A window in which nothing has happened. */
  public static final QualityWindow EMPTY = new QualityWindow(new TreeMap<>(), new TreeMap<>());

  /** So many alerts of a rule are watched for flapping. */
  static final int MAX_TOGGLING = 1_000;

  private static final double MILLIS = 1_000;

  /** Counts by the end of their minute, which is part of it. */
  private final SortedMap<Long, QualityCounts> minutes;

  /** By the fingerprint of the alert. */
  private final SortedMap<String, FlapToggles> toggling;

  private QualityWindow(
      SortedMap<Long, QualityCounts> minutes, SortedMap<String, FlapToggles> toggling) {
    this.minutes = Collections.unmodifiableSortedMap(minutes);
    this.toggling = Collections.unmodifiableSortedMap(toggling);
  }

  /**
   * The window at a tick.
   *
   * @param events what has happened since, up to the tick, in any order, each counted once; what is
   *     over an hour old counts no more
   * @param tick a multiple of {@link #INTERVAL}, later than the one before
   */
  public QualityWindow at(long tick, List<QualityEvent> events, QualityPolicy policy) {
    NavigableMap<Long, QualityCounts> counts = new TreeMap<>(minutes);
    SortedMap<String, FlapToggles> toggles = new TreeMap<>(toggling);
    for (QualityEvent event : events.stream().distinct().sorted(QualityEvent.ORDER).toList()) {
      add(counts, event.time(), QualityCounts.of(event));
      boolean isToggle =
          event.kind() == QualityEvent.Kind.FIRED || event.kind() == QualityEvent.Kind.ENDED;
      if (isToggle && !event.rule().equals(QualityEvent.ALL_RULES)) {
        List<Long> found = new ArrayList<>();
        toggles.merge(
            event.alert(),
            FlapToggles.NONE.after(event.time(), isBeginning(event), policy, found),
            (before, any) -> before.after(event.time(), isBeginning(event), policy, found));
        found.forEach(time -> add(counts, time, QualityCounts.ofFlapping()));
      }
    }
    counts.headMap(tick - LENGTH.toMillis(), true).clear();
    toggles.values().removeIf(toggle -> toggle.areOver(tick, policy));
    bound(toggles);
    return new QualityWindow(counts, toggles);
  }

  private static boolean isBeginning(QualityEvent event) {
    return event.kind() == QualityEvent.Kind.FIRED;
  }

  private static void add(Map<Long, QualityCounts> counts, long time, QualityCounts more) {
    long interval = INTERVAL.toMillis();
    counts.merge(-Math.floorDiv(-time, interval) * interval, more, QualityCounts::plus);
  }

  private static void bound(Map<String, FlapToggles> toggles) {
    int tooMany = toggles.size() - MAX_TOGGLING;
    if (tooMany > 0) {
      toggles.entrySet().stream()
          .sorted(Comparator.comparingLong(alert -> alert.getValue().newest()))
          .limit(tooMany)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(toggles::remove);
    }
  }

  /** True if nothing is left of what happened. */
  public boolean isEmpty() {
    return minutes.isEmpty() && toggling.isEmpty();
  }

  /**
   * The samples of a rule, or of all: a figure of each metric that has one, and the end of those
   * that had one before.
   *
   * @param rule {@code pack/group/rule}, or {@link QualityEvent#ALL_RULES}
   * @param before the window at the tick before
   * @param timestamp of the samples
   */
  public List<Sample> samples(String rule, QualityWindow before, long timestamp) {
    Map<QualityMetric, Double> figures = figures(rule);
    List<Sample> samples = new ArrayList<>();
    figures.forEach(
        (metric, value) -> samples.add(Sample.of(series(metric, rule), timestamp, value)));
    for (QualityMetric metric : before.figures(rule).keySet()) {
      if (!figures.containsKey(metric)) {
        samples.add(Sample.stale(series(metric, rule), timestamp));
      }
    }
    return samples;
  }

  private static Labels series(QualityMetric metric, String rule) {
    Labels name = Labels.of(Labels.METRIC_NAME, metric.metricName());
    return rule.equals(QualityEvent.ALL_RULES) ? name : name.with("rule", rule);
  }

  private Map<QualityMetric, Double> figures(String rule) {
    Map<QualityMetric, Double> figures = new EnumMap<>(QualityMetric.class);
    if (minutes.isEmpty()) {
      return figures;
    }
    QualityCounts all = minutes.values().stream().reduce(QualityCounts.NONE, QualityCounts::plus);
    if (rule.equals(QualityEvent.ALL_RULES)) {
      figures.put(QualityMetric.ALL_ALERTS, (double) all.fired());
      figures.put(QualityMetric.INCIDENTS, (double) all.incidents());
      if (all.fired() > 0) {
        figures.put(QualityMetric.REDUCTION, 1 - (double) all.incidents() / all.fired());
      }
      return figures;
    }
    figures.put(QualityMetric.ALERTS, (double) all.fired());
    figures.put(QualityMetric.DUPLICATES, (double) all.repeated());
    if (all.fired() > 0) {
      figures.put(QualityMetric.FLAPPING, (double) all.flapping() / all.fired());
    }
    if (all.ended() > 0) {
      figures.put(QualityMetric.RESOLVE, all.lastedMillis() / MILLIS / all.ended());
    }
    return figures;
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(minutes.size());
    for (Map.Entry<Long, QualityCounts> minute : minutes.entrySet()) {
      out.writeLong(minute.getKey());
      minute.getValue().write(out);
    }
    out.writeInt(toggling.size());
    for (Map.Entry<String, FlapToggles> alert : toggling.entrySet()) {
      out.writeUTF(alert.getKey());
      alert.getValue().write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static QualityWindow read(DataInput in) throws IOException {
    SortedMap<Long, QualityCounts> minutes = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      minutes.put(in.readLong(), QualityCounts.read(in));
    }
    SortedMap<String, FlapToggles> toggling = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      toggling.put(in.readUTF(), FlapToggles.read(in));
    }
    return new QualityWindow(minutes, toggling);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QualityWindow window
        && minutes.equals(window.minutes)
        && toggling.equals(window.toggling);
  }

  @Override
  public int hashCode() {
    return 31 * minutes.hashCode() + toggling.hashCode();
  }
}
