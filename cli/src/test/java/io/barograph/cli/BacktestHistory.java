package io.barograph.cli;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.RemoteWriteEncoder;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up history for benchmarks: a sample of each of 1,000 series every 15 s, and 20 rules on it.
 *
 * <p>Five gauges and five counters of 100 instances in ten jobs. Each series is calm but for twenty
 * minutes in two days, at a time of its own, when the rules that read it fire.
 */
final class BacktestHistory {
  static final int METRICS = 10;
  static final int INSTANCES = 100;
  static final long INTERVAL_MILLIS = 15_000;
  static final int ROUNDS_OF_DAY = (int) (86_400_000 / INTERVAL_MILLIS);

  /** 2026-01-01, a Thursday. */
  private static final long START = 1_767_225_600_000L;

  private static final int SERIES = METRICS * INSTANCES;
  private static final int ROUNDS_OF_TROUBLE = 80;
  private static final int SAMPLES_OF_REQUEST = 500;

  private final List<Labels> series = new ArrayList<>();
  private final double[] totals = new double[SERIES];

  /** What the samples of a file look like, in which order they stand, and how it is named. */
  enum Kind {
    /** As {@code kafka-console-consumer} saves a topic of prometheus-kafka-adapter. */
    JSON_LINES("history.jsonl"),
    /** A table in the order of time. */
    CSV("history.csv"),
    /** As {@code promtool tsdb dump-openmetrics} writes it: one series behind the other. */
    OPENMETRICS("history.om"),
    /** As Prometheus sends it, 500 samples a request. */
    REMOTE_WRITE("history.rw");

    private final String fileName;

    Kind(String fileName) {
      this.fileName = fileName;
    }
  }

  BacktestHistory() {
    for (int i = 0; i < SERIES; i++) {
      int instance = i / METRICS;
      Labels.Builder labels = Labels.builder().add("__name__", metric(i % METRICS));
      labels.add("instance", "host-%03d.example.com:9100".formatted(instance));
      labels.add("job", "job-" + instance % 10).add("zone", "zone-" + instance % 3);
      series.add(labels.add("env", "production").build());
    }
  }

  private static String metric(int number) {
    return number < METRICS / 2 ? "usage_" + number : "requests_%d_total".formatted(number);
  }

  /** Twenty rules: ten on each series' own value, five on its rate, five on several series. */
  static Path writeRules(Path file) throws IOException {
    StringBuilder yaml = new StringBuilder("groups:\n- name: history\n  rules:\n");
    for (int i = 0; i < 5; i++) {
      int counter = i + 5;
      rule(yaml, "High" + i, "usage_" + i + " > 95", "2m");
      rule(yaml, "MeanHigh" + i, "avg_over_time(usage_" + i + "[5m]) > 92", "0s");
      rule(yaml, "Fast" + i, "rate(requests_" + counter + "_total[5m]) > 150", "1m");
      rule(
          yaml,
          "JobFast" + i,
          i % 2 == 0
              ? "sum by (job) (rate(requests_" + counter + "_total[5m])) > 780"
              : "max by (job) (usage_" + i + ") / on (job) avg by (job) (usage_" + i + ") > 1.5",
          "5m");
    }
    return Files.writeString(file, yaml);
  }

  private static void rule(StringBuilder yaml, String name, String expression, String hold) {
    yaml.append(
        "  - alert: %s\n    expr: %s\n    for: %s\n    labels: {severity: warning}\n"
            .formatted(name, expression, hold));
    yaml.append("    annotations: {summary: '{{ $labels.job }} is at {{ $value }}'}\n");
  }

  /** Writes {@code days} of history to a file in {@code folder}. */
  Path write(Path folder, Kind kind, int days) throws IOException {
    Path file = folder.resolve(kind.fileName);
    int rounds = days * ROUNDS_OF_DAY;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      switch (kind) {
        case OPENMETRICS -> {
          for (int i = 0; i < SERIES; i++) {
            byte[] head = (series.get(i) + " ").getBytes(StandardCharsets.UTF_8);
            for (int round = 0; round < rounds; round++) {
              out.write(head);
              text(out, value(i, round) + " " + (START + round * INTERVAL_MILLIS) / 1_000 + ".000");
            }
          }
          text(out, "# EOF");
        }
        case JSON_LINES -> writeByTime(out, rounds, this::jsonLine);
        case CSV -> {
          text(out, "timestamp,name,value,instance,job,zone,env");
          writeByTime(out, rounds, this::csvLine);
        }
        case REMOTE_WRITE -> writeRequests(new DataOutputStream(out), rounds);
      }
    }
    return file;
  }

  private interface Line {
    void write(OutputStream out, int series, String time, String value) throws IOException;
  }

  private void writeByTime(OutputStream out, int rounds, Line line) throws IOException {
    for (int round = 0; round < rounds; round++) {
      String time = Instant.ofEpochMilli(START + round * INTERVAL_MILLIS).toString();
      for (int i = 0; i < SERIES; i++) {
        line.write(out, i, time, value(i, round));
      }
    }
  }

  private void jsonLine(OutputStream out, int i, String time, String value) throws IOException {
    Labels labels = series.get(i);
    StringBuilder line = new StringBuilder("{\"labels\":{");
    for (int label = 0; label < labels.size(); label++) {
      line.append(label == 0 ? "\"" : ",\"").append(labels.name(label)).append("\":\"");
      line.append(labels.value(label)).append('"');
    }
    line.append("},\"name\":\"").append(labels.metricName()).append("\",\"timestamp\":\"");
    text(out, line.append(time).append("\",\"value\":\"").append(value).append("\"}").toString());
  }

  private void csvLine(OutputStream out, int i, String time, String value) throws IOException {
    Labels labels = series.get(i);
    StringBuilder line = new StringBuilder(time).append(',').append(labels.metricName());
    line.append(',').append(value);
    for (String label : List.of("instance", "job", "zone", "env")) {
      line.append(',').append(labels.get(label));
    }
    text(out, line.toString());
  }

  private void writeRequests(DataOutputStream out, int rounds) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < SERIES; i++) {
        double value = Double.parseDouble(value(i, round));
        samples.add(Sample.of(series.get(i), START + round * INTERVAL_MILLIS, value));
        if (samples.size() == SAMPLES_OF_REQUEST) {
          byte[] request = RemoteWriteEncoder.encode(samples);
          out.writeInt(request.length);
          out.write(request);
          samples.clear();
        }
      }
    }
  }

  private static void text(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    out.write('\n');
  }

  /** The value of a series, whose rounds are asked for in order. */
  private String value(int i, int round) {
    long noise = noise(i, round);
    int sinceTrouble =
        Math.floorMod(round - Math.floorMod(noise(i, -1), 2 * ROUNDS_OF_DAY), 2 * ROUNDS_OF_DAY);
    boolean trouble = sinceTrouble < ROUNDS_OF_TROUBLE;
    if (i % METRICS >= METRICS / 2) {
      totals[i] = (round == 0 ? 0 : totals[i]) + (trouble ? 3_000 : 750) + noise % 500;
      return Long.toString((long) totals[i]);
    }
    long thousandths = (trouble ? 96_000 : 50_000) + noise % 4_000;
    return thousandths / 1_000 + "." + (1_000 + thousandths % 1_000 + "").substring(1);
  }

  /** The same number for the same series and round, evenly spread, not negative. */
  private static long noise(int series, int round) {
    long mixed = (series * 1_000_003L + round) * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    return (mixed ^ mixed >>> 31) >>> 1;
  }
}
