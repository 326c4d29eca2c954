package io.barograph.cli.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a backtest found.
 *
 * @param input what was read
 * @param episodes of all alerts, by when they fired, then by labels
 * @param refusedSeries series beyond the series limits
 */
public record BacktestResult(InputReport input, List<Episode> episodes, long refusedSeries) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<Episode> ORDER =
      Comparator.comparing(Episode::from)
          .thenComparing(Episode::alert)
          .thenComparing(Episode::activeAt);

  /**
   * One rule's alerts.
   *
   * @param fired how many episodes fired
   * @param firing how long, all together
   * @param longest the longest of them
   * @param alive how many were still firing at the end of the data
   * @param pendingOnly episodes that ended, or were left, without firing
   */
  public record OfRule(int fired, Duration firing, Duration longest, int alive, int pendingOnly) {
    static final OfRule NONE = new OfRule(0, Duration.ZERO, Duration.ZERO, 0, 0);

    private OfRule plus(Episode episode, Instant endOfData) {
      if (!episode.hasFired()) {
        return new OfRule(fired, firing, longest, alive, pendingOnly + 1);
      }
      Duration lasted = episode.firedFor(endOfData);
      return new OfRule(
          fired + 1,
          firing.plus(lasted),
          lasted.compareTo(longest) > 0 ? lasted : longest,
          alive + (episode.endedAt().isEmpty() ? 1 : 0),
          pendingOnly);
    }
  }

  /** Reads what the job wrote. */
  public static BacktestResult read(BacktestRun run) throws IOException {
    return new BacktestResult(
        InputReport.read(run.input()),
        episodes(run.transitions(), run.earlier()),
        lines(run.refusedSeries()));
  }

  private static long lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /**
   * The episodes that a file of transitions tells of, by when they fired, then by labels.
   *
   * @param earlier transitions before them, in which episodes may have begun; need not exist
   */
  public static List<Episode> episodes(Path transitions, Path earlier) throws IOException {
    Map<String, Episode> newest = new HashMap<>();
    read(earlier, newest);
    newest.values().removeIf(episode -> episode.endedAt().isPresent());
    read(transitions, newest);
    return newest.values().stream().sorted(ORDER).toList();
  }

  private static void read(Path transitions, Map<String, Episode> newest) throws IOException {
    if (!Files.exists(transitions)) {
      return;
    }
    try (Stream<String> lines = Files.lines(transitions)) {
      lines
          .map(BacktestResult::episode)
          .forEach(
              episode ->
                  newest.merge(
                      episode.id(),
                      episode,
                      (old, next) -> next.version() > old.version() ? next : old));
    }
  }

  private static Episode episode(String line) {
    try {
      return Episode.of(JSON.readTree(line));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The episodes that fired. */
  public List<Episode> fired() {
    return episodes.stream().filter(Episode::hasFired).toList();
  }

  /** The last event time; the beginning of the epoch without samples. */
  public Instant endOfData() {
    return input.to().orElse(Instant.EPOCH);
  }

  /** By rule, in the order of their names. */
  public SortedMap<String, OfRule> byRule() {
    SortedMap<String, OfRule> rules = new TreeMap<>();
    for (Episode episode : episodes) {
      rules.put(
          episode.rule(),
          rules.getOrDefault(episode.rule(), OfRule.NONE).plus(episode, endOfData()));
    }
    return rules;
  }

  /** By the hour in which they fired, in UTC: how many of each rule. */
  public SortedMap<Instant, SortedMap<String, Integer>> byHour() {
    SortedMap<Instant, SortedMap<String, Integer>> hours = new TreeMap<>();
    for (Episode episode : fired()) {
      hours
          .computeIfAbsent(episode.from().truncatedTo(ChronoUnit.HOURS), hour -> new TreeMap<>())
          .merge(episode.rule(), 1, Integer::sum);
    }
    return hours;
  }
}
