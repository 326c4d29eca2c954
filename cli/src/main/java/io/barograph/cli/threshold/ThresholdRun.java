package io.barograph.cli.threshold;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.detect.Bounds;
import io.barograph.core.labels.Labels;
import io.barograph.core.session.SeasonClock;
import io.barograph.formats.file.SampleFileFormat;
import io.barograph.formats.file.SampleFileRecords;
import io.barograph.ml.threshold.LimitDiff;
import io.barograph.ml.threshold.SeasonDiff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The limits of rules beside dynamic bounds, on the samples of files, in any order. */
public final class ThresholdRun {
  private static final int MOST_SERIES = 1_000;
  private static final int MOST_SAMPLES = 20_000_000;

  private final List<LimitedRule> rules;
  private final Bounds bounds;
  private final SeasonClock clock;
  private final Map<Labels, List<Sample>> series = new LinkedHashMap<>();
  private int samples;
  private long refused;
  private String firstRefused = "";

  private record Sample(long time, double value) {}

  /**
   * A run.
   *
   * @param rules whose limits are compared
   * @param bounds how dynamic bounds are drawn
   * @param clock by which series repeat themselves
   */
  public ThresholdRun(List<LimitedRule> rules, Bounds bounds, SeasonClock clock) {
    this.rules = List.copyOf(rules);
    this.bounds = bounds;
    this.clock = clock;
  }

  /**
   * Reads a file of samples, whose format its ending tells; a file on .gz is unpacked.
   *
   * @throws IllegalArgumentException if the ending tells none, or there are too many samples
   */
  public void read(Path file) throws IOException {
    String name = file.getFileName().toString();
    SampleFileFormat format =
        SampleFileFormat.ofFileName(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has none of the endings %s"
                            .formatted(file, SampleFileFormat.endingsInWords())));
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = name.endsWith(SampleFileFormat.PACKED) ? new GZIPInputStream(in) : in) {
      long unused = format.newReader().read(plain, new Taken(file));
    }
  }

  private final class Taken implements SampleFileRecords {
    private final Path file;

    private Taken(Path file) {
      this.file = file;
    }

    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      if (stale || !Double.isFinite(value)) {
        return;
      }
      List<Sample> known = series.get(labels);
      if (known == null) {
        if (rules.stream().noneMatch(rule -> rule.limit().covers(labels))) {
          return;
        }
        checkBound(series.size() < MOST_SERIES, MOST_SERIES + " series");
        known = new ArrayList<>();
        series.put(labels, known);
      }
      checkBound(samples < MOST_SAMPLES, MOST_SAMPLES + " samples");
      samples++;
      known.add(new Sample(timestamp, value));
    }

    private void checkBound(boolean isWithin, String bound) {
      if (!isWithin) {
        throw new IllegalArgumentException(
            "%s: the rules take more than %s: name fewer rules or files".formatted(file, bound));
      }
    }

    @Override
    public void refused(long place, DeadLetterReason reason, String detail) {
      if (refused == 0) {
        firstRefused = "%s:%d: %s".formatted(file, place, detail);
      }
      refused++;
    }
  }

  /** So many lines could not be read. */
  public long refused() {
    return refused;
  }

  /** What was wrong with the first of them. */
  public String firstRefused() {
    return firstRefused;
  }

  /** Each rule with each of its series of which bounds are known, in the order of rules. */
  public List<RuleDiff> diffs() {
    series.values().forEach(known -> known.sort(Comparator.comparingLong(Sample::time)));
    List<RuleDiff> diffs = new ArrayList<>();
    for (LimitedRule rule : rules) {
      series.forEach(
          (labels, known) -> {
            if (rule.limit().covers(labels)) {
              List<SeasonDiff> seasons = seasons(rule, known);
              if (!seasons.isEmpty()) {
                diffs.add(new RuleDiff(rule, labels, seasons));
              }
            }
          });
    }
    return diffs;
  }

  private List<SeasonDiff> seasons(LimitedRule rule, List<Sample> known) {
    LimitDiff diff = new LimitDiff(bounds, clock, rule.limit()::isMetBy, rule.limit().isUpper());
    for (Sample sample : known) {
      diff.add(sample.time(), sample.value());
    }
    return diff.seasons();
  }
}
