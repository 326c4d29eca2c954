package io.barograph.core.log;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The log lines of one service, counted by level, and the samples that are derived from them.
 *
 * <p>Lines are counted into the tick that closes on or after their time; a line that came late
 * counts into a later tick. At each tick the tally gives, for {@code service}:
 *
 * <ul>
 *   <li>{@code barograph_log_lines_total{service,level}}: lines so far, a counter;
 *   <li>{@code barograph_log_error_ratio{service}}: the share, 0 to 1, of ERROR and FATAL among the
 *       lines of the last minute; no sample if there were no lines;
 *   <li>{@code barograph_log_last_seen_age_seconds{service}}: the tick less the newest line's time.
 * </ul>
 *
 * After an hour of silence each of them ends with a stale marker. Not thread-safe.
 */
public final class LogTally {
  /** The names of all derived log metrics start with this. */
  public static final String METRIC_PREFIX = "barograph_log_";

  private static final String LINES = METRIC_PREFIX + "lines_total";
  private static final String ERROR_RATIO = METRIC_PREFIX + "error_ratio";
  private static final String LAST_SEEN_AGE = METRIC_PREFIX + "last_seen_age_seconds";
  private static final long RATIO_WINDOW_MILLIS = 60_000;
  private static final long SILENCE_MILLIS = 3_600_000;

  private final String service;

  /** Lines so far up to the last tick, by level. */
  private final SortedMap<String, Long> totals;

  /** Lines by the tick that they count into and by level; a minute of closed ticks and the open. */
  private final SortedMap<Long, SortedMap<String, Long>> ticks;

  private long newest;

  /** An empty tally. */
  public LogTally(String service) {
    this(service, new TreeMap<>(), new TreeMap<>(), Long.MIN_VALUE);
  }

  /** A tally as it was; see {@link #totals}, {@link #ticks} and {@link #newest}. */
  public LogTally(
      String service,
      SortedMap<String, Long> totals,
      SortedMap<Long, SortedMap<String, Long>> ticks,
      long newest) {
    this.service = service;
    this.totals = totals;
    this.ticks = ticks;
    this.newest = newest;
  }

  /**
   * The tick that a line counts into: the first multiple of {@code interval} at or after its time
   * and after the watermark that it came behind.
   *
   * @param behind that watermark, or {@link Long#MIN_VALUE} if it was not late
   */
  public static long tickOf(long timestamp, long behind, long interval) {
    long seenFrom = behind == Long.MIN_VALUE ? timestamp : Math.max(timestamp, behind + 1);
    return -Math.floorDiv(-seenFrom, interval) * interval;
  }

  /**
   * Counts lines.
   *
   * @param tick see {@link #tickOf}
   * @param newestOfThem the time of the newest of them
   */
  public void add(String level, long tick, long lines, long newestOfThem) {
    ticks.computeIfAbsent(tick, any -> new TreeMap<>()).merge(level, lines, Long::sum);
    newest = Math.max(newest, newestOfThem);
  }

  /** Closes {@code tick} and gives its samples. */
  public List<Sample> close(long tick) {
    SortedMap<String, Long> counted = ticks.getOrDefault(tick, new TreeMap<>());
    counted.forEach((level, lines) -> totals.merge(level, lines, Long::sum));
    ticks.headMap(tick - RATIO_WINDOW_MILLIS + 1).clear();
    boolean silent = isSilent(tick);
    List<Sample> samples = new ArrayList<>();
    totals.forEach(
        (level, lines) -> samples.add(sample(silent, tick, lines, LINES, "level", level)));
    double ratio = errorRatio(tick);
    if (!Double.isNaN(ratio) || silent) {
      samples.add(sample(silent, tick, ratio, ERROR_RATIO));
    }
    samples.add(sample(silent, tick, Math.max(0, tick - newest) / 1000.0, LAST_SEEN_AGE));
    return samples;
  }

  /** True if the service has been silent for so long that nothing needs to be remembered of it. */
  public boolean isSilent(long tick) {
    return tick - newest >= SILENCE_MILLIS && ticks.tailMap(tick + 1).isEmpty();
  }

  public String service() {
    return service;
  }

  /** Lines so far up to the last tick, by level. */
  public SortedMap<String, Long> totals() {
    return totals;
  }

  /** Lines by the tick that they count into, and by level. */
  public SortedMap<Long, SortedMap<String, Long>> ticks() {
    return ticks;
  }

  /** The time of the newest line. */
  public long newest() {
    return newest;
  }

  private double errorRatio(long tick) {
    long lines = 0;
    long errors = 0;
    for (Map<String, Long> counted : ticks.headMap(tick + 1).values()) {
      for (Map.Entry<String, Long> level : counted.entrySet()) {
        lines += level.getValue();
        errors += isError(level.getKey()) ? level.getValue() : 0;
      }
    }
    return lines == 0 ? Double.NaN : (double) errors / lines;
  }

  private static boolean isError(String level) {
    return level.equals("ERROR") || level.equals("FATAL");
  }

  private Sample sample(
      boolean silent, long tick, double value, String metric, String... furtherLabels) {
    Labels.Builder labels =
        Labels.builder().add(Labels.METRIC_NAME, metric).add("service", service).add("job", "logs");
    for (int i = 0; i < furtherLabels.length; i += 2) {
      labels.add(furtherLabels[i], furtherLabels[i + 1]);
    }
    return silent ? Sample.stale(labels.build(), tick) : Sample.of(labels.build(), tick, value);
  }
}
