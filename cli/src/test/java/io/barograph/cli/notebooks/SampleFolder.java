package io.barograph.cli.notebooks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What the commands make the notebooks' files of: two series with a rhythm of days, in which
 * something is wrong at known times, and the usage of three resources. The same every time.
 */
public record SampleFolder(Path folder) {
  private static final long BEGIN = Instant.parse("2026-02-02T00:00:00Z").toEpochMilli();
  private static final long STEP = 300_000;
  private static final long HOUR = 3_600_000;
  private static final int STEPS_OF_DAY = 288;
  private static final int DAYS = 8;
  private static final int USAGE_DAYS = 50;
  private static final List<String> SERIES = List.of("web", "db");

  /** The steps at which something goes wrong, for a little more than an hour. */
  private static final List<Integer> FAULTS = List.of(1_500, 1_900, 2_150);

  private static final int FAULT_STEPS = 14;

  private static double value(int step, int series, Random random) {
    double rhythm = Math.sin(2 * Math.PI * step / STEPS_OF_DAY);
    boolean isWrong =
        FAULTS.stream().anyMatch(fault -> step >= fault && step < fault + FAULT_STEPS);
    return 50 + 10 * series + 20 * rhythm + 2 * random.nextGaussian() + (isWrong ? 45 : 0);
  }

  /** The samples as {@code detect} takes them. */
  public Path samples() throws IOException {
    Random random = new Random(1);
    Path file = folder.resolve("samples.csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("timestamp,series,value");
      for (int step = 0; step < DAYS * STEPS_OF_DAY; step++) {
        for (int i = 0; i < SERIES.size(); i++) {
          out.println(BEGIN + step * STEP + "," + SERIES.get(i) + "," + value(step, i, random));
        }
      }
    }
    return file;
  }

  /** The same as {@code backtest} takes them. */
  public Path history() throws IOException {
    Random random = new Random(1);
    Path file = folder.resolve("history.csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("timestamp,name,value,instance");
      for (int step = 0; step < DAYS * STEPS_OF_DAY; step++) {
        Instant time = Instant.ofEpochMilli(BEGIN + step * STEP);
        for (int i = 0; i < SERIES.size(); i++) {
          out.println(time + ",load," + value(step, i, random) + "," + SERIES.get(i));
        }
      }
    }
    return file;
  }

  /** Two rules on it, one of which knows no rhythm. */
  public Path rules() throws IOException {
    Path pack = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        pack.resolve("load.yml"),
        """
        groups:
          - name: load
            interval: 5m
            rules:
              - {alert: LoadHigh, expr: load > 78, labels: {severity: warning}}
              - {alert: LoadExtreme, expr: load > 100, for: 10m, labels: {severity: critical}}
        """);
    return pack;
  }

  /** When something was wrong. */
  public Path faults() throws IOException {
    StringBuilder text = new StringBuilder("series,begin,end\n");
    for (String series : SERIES) {
      for (int fault : FAULTS) {
        long begin = BEGIN + fault * STEP;
        text.append(series).append(',').append(begin).append(',');
        text.append(begin + FAULT_STEPS * STEP).append('\n');
      }
    }
    return Files.writeString(folder.resolve("faults.csv"), text);
  }

  /** One resource that fills up, one that stays as it is, and one that is full. */
  public Path usage() throws IOException {
    Random random = new Random(2);
    Path file = folder.resolve("usage.csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("timestamp,series,value");
      for (int hour = 0; hour < 24 * USAGE_DAYS; hour++) {
        double day = hour / 24.0;
        long time = BEGIN + hour * HOUR;
        double noise = 0.01 * random.nextGaussian();
        out.println(time + ",disk," + (0.5 + 0.005 * day + noise));
        out.println(time + ",memory," + (0.4 + noise));
        out.println(time + ",queue," + (0.95 + noise));
      }
    }
    return file;
  }
}
