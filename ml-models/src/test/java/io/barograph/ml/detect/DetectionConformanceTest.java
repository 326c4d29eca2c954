package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ml.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ensembles on labelled series of real systems, each by the one threshold of its kind of data.
 * The bounds are a little under what was seen: a change for the worse must fail.
 */
class DetectionConformanceTest {
  private static final DetectionConfig CONFIG = DetectionConfig.shipped();
  private static final double CLOUD = 0.575;

  @Test
  void cloudMetrics() throws IOException {
    EventScore score = new EventScore();
    Map<String, List<EventScore.Window>> windows = windows("mscloud");
    for (Path file : files("mscloud")) {
      Map<String, List<String[]>> series = new LinkedHashMap<>();
      for (String[] row : rows(file)) {
        series.computeIfAbsent(row[1], any -> new ArrayList<>()).add(row);
      }
      series.forEach(
          (name, all) -> {
            Detector detector = Detectors.create(Detectors.ENSEMBLE, name, CONFIG);
            long[] times = new long[all.size()];
            boolean[] detected = new boolean[all.size()];
            for (int i = 0; i < times.length; i++) {
              times[i] = Long.parseLong(all.get(i)[0]);
              detected[i] = detector.add(times[i], number(all.get(i)[2])).score() >= CLOUD;
            }
            score.add(times, detected, windows.getOrDefault(name, List.of()));
          });
    }
    print("cloud metrics", score);

    assertThat(score.f1()).isGreaterThan(0.63);
    assertThat(score.falseAlarmsPerDay()).isLessThan(0.05);
  }

  /** Rows 5 min apart in asd, 1 min in smd. */
  @ParameterizedTest
  @CsvSource({"asd, 0.65, 0.77, 0.1", "smd, 0.675, 0.7, 0.8"})
  void servers(String set, double threshold, double leastF1, double mostFalseAlarms)
      throws IOException {
    EventScore score = new EventScore();
    Map<String, List<EventScore.Window>> windows = windows(set);
    Map<String, Long> judgedFrom = new HashMap<>();
    for (String[] row : rows(SharedData.file(set + "/parts.csv"))) {
      judgedFrom.put(row[0], Long.parseLong(row[3]));
    }
    for (Path file : files(set)) {
      String name = file.getFileName().toString().replace(".csv.gz", "");
      List<String[]> rows = rows(file);
      int metrics = rows.get(0).length - 1;
      EntityDetector detector = Detectors.createForEntity(Detectors.ENSEMBLE, metrics, CONFIG);
      List<Long> times = new ArrayList<>();
      List<Boolean> detected = new ArrayList<>();
      for (String[] row : rows) {
        long time = Long.parseLong(row[0]);
        double[] values =
            Arrays.stream(row, 1, row.length)
                .mapToDouble(DetectionConformanceTest::number)
                .toArray();
        boolean isOne = detector.add(time, values).score() >= threshold;
        if (time >= judgedFrom.get(name)) {
          times.add(time);
          detected.add(isOne);
        }
      }
      boolean[] judged = new boolean[detected.size()];
      for (int i = 0; i < judged.length; i++) {
        judged[i] = detected.get(i);
      }
      score.add(
          times.stream().mapToLong(Long::longValue).toArray(),
          judged,
          windows.getOrDefault(name, List.of()));
    }
    print("servers of " + set, score);

    assertThat(score.f1()).isGreaterThan(leastF1);
    assertThat(score.falseAlarmsPerDay()).isLessThan(mostFalseAlarms);
  }

  private static void print(String data, EventScore score) {
    System.out.printf(
        "anomalies in %s: event F1 %.3f, precision %.3f, recall %.3f, %.4f false alarms a day%n",
        data, score.f1(), score.precision(), score.recall(), score.falseAlarmsPerDay());
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  private static Map<String, List<EventScore.Window>> windows(String set) throws IOException {
    Map<String, List<EventScore.Window>> windows = new HashMap<>();
    for (String[] row : rows(SharedData.file(set + "/truth/windows.csv"))) {
      if (!row[1].isEmpty()) {
        windows
            .computeIfAbsent(row[0], any -> new ArrayList<>())
            .add(new EventScore.Window(Long.parseLong(row[1]), Long.parseLong(row[2])));
      }
    }
    return windows;
  }

  private static List<Path> files(String set) throws IOException {
    try (Stream<Path> files = Files.list(SharedData.file(set + "/input"))) {
      return files.sorted().toList();
    }
  }

  private static List<String[]> rows(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(line.split(",", -1));
      }
    }
    return rows;
  }
}
