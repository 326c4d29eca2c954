package io.barograph.cli.detect;

import io.barograph.cli.csv.CsvRows;
import io.barograph.core.series.CounterRate;
import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.EntityDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files of records through a detector, row by row.
 *
 * <p>A file with columns {@code timestamp}, {@code series} and {@code value} holds series, each of
 * which has a detector of its own. One with {@code timestamp} and other columns holds an entity,
 * named after the file, and each further column is a metric of it. Times are milliseconds since the
 * epoch; an empty value is missing.
 */
public final class DetectionRun {
  private static final String TIME = "timestamp";
  private static final String SERIES = "series";
  private static final String VALUE = "value";

  private final SeriesScoring scoring;
  private final ScoreTable table;
  private long rows;

  /** A run that writes to {@code table}. */
  public DetectionRun(SeriesScoring scoring, ScoreTable table) {
    this.scoring = scoring;
    this.table = table;
  }

  /** Reads a file, or all files of a folder that are named {@code *.csv} or {@code *.csv.gz}. */
  public void read(Path input) throws IOException {
    for (Path file : files(input)) {
      try {
        CsvRows.read(file, new OneFile(file)::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private static List<Path> files(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    try (Stream<Path> files = Files.list(input)) {
      return files.filter(file -> file.toString().matches(".*\\.csv(\\.gz)?")).sorted().toList();
    }
  }

  /** How many rows were scored. */
  public long rows() {
    return rows;
  }

  /** The detectors of one file. */
  private final class OneFile {
    private final String name;
    private final Map<String, Detector> detectors = new HashMap<>();
    private final Map<String, CounterRate> rates = new HashMap<>();
    private EntityDetector entity;
    private List<String> metrics = List.of();
    private double[] values = {};

    private OneFile(Path file) {
      name = file.getFileName().toString().replaceAll("\\.csv(\\.gz)?$", "");
    }

    private void add(CsvRows row) {
      long time = row.integer(TIME);
      try {
        if (row.columns().contains(SERIES)) {
          String series = row.text(SERIES);
          Detector one = detectors.computeIfAbsent(series, scoring::begin);
          table.add(series, time, one.add(time, value(series, time, row.number(VALUE))));
        } else {
          table.add(name, time, entity(row).add(time, values(row)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      rows++;
    }

    private double value(String series, long time, double value) {
      return scoring.type().isCounter(series)
          ? rates.computeIfAbsent(series, any -> new CounterRate()).add(time, value)
          : value;
    }

    private EntityDetector entity(CsvRows row) {
      if (entity == null) {
        metrics = row.columns().stream().filter(column -> !column.equals(TIME)).toList();
        values = new double[metrics.size()];
        entity =
            Detectors.createForEntity(
                scoring.detector(), metrics.size(), scoring.config(), scoring.clock());
      }
      return entity;
    }

    private double[] values(CsvRows row) {
      for (int metric = 0; metric < values.length; metric++) {
        values[metric] = row.number(metrics.get(metric));
      }
      return values;
    }
  }
}
