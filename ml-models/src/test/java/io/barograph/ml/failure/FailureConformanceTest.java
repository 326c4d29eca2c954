package io.barograph.ml.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ml.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Warnings of engines that ran to failure, one cycle an hour, in the band of 10 to 50 hours. */
class FailureConformanceTest {
  private static final int FIRST_SENSOR = 3;

  @Test
  void warnsByWhatOtherEnginesTaught() throws IOException {
    Map<String, Long> failures = failures();
    LeadScore score = new LeadScore(LeadBand.DEFAULT);
    double brier = 0;
    int rows = 0;
    for (List<FailurePrediction> unit :
        FoldedPredictions.of(engines().failed(failures), LeadBand.DEFAULT)) {
      count(unit, failures, score);
      for (FailurePrediction row : unit) {
        brier += brier(row, failures);
        rows++;
      }
    }
    System.out.printf("failures: %s, Brier %.3f, with labels by folds%n", score, brier / rows);

    assertThat(score.f1()).isGreaterThan(0.97);
    assertThat(brier / rows).isLessThan(0.06);
  }

  @Test
  void warnsByRule() throws IOException {
    Map<String, Long> failures = failures();
    LeadScore score = new LeadScore(LeadBand.DEFAULT);
    List<FailurePrediction> predictions = engines().predictions(new FleetDrift());
    count(predictions, failures, score);
    double brier =
        predictions.stream().mapToDouble(row -> brier(row, failures)).average().orElse(1);
    System.out.printf("failures: %s, Brier %.3f, without labels%n", score, brier);

    assertThat(score.f1()).isGreaterThan(0.95);
    assertThat(brier).isLessThan(0.08);
  }

  private static double brier(FailurePrediction row, Map<String, Long> failures) {
    double hours = LeadBand.hours(row.timeMillis(), failures.get(row.unit()));
    double off = row.probability() - (hours <= LeadBand.DEFAULT.mostHours() ? 1 : 0);
    return off * off;
  }

  private static void count(
      List<FailurePrediction> predictions, Map<String, Long> failures, LeadScore score) {
    Set<String> units = new HashSet<>();
    Set<String> warned = new HashSet<>();
    for (FailurePrediction row : predictions) {
      units.add(row.unit());
      if (row.reason().alert() && warned.add(row.unit())) {
        score.warned(row.timeMillis(), failures.get(row.unit()));
      }
    }
    for (int silent = warned.size(); silent < units.size(); silent++) {
      score.missed();
    }
  }

  private static Fleet engines() throws IOException {
    Fleet fleet = new Fleet();
    for (String[] row : rows("cmapss_fd001/input/run_to_failure.csv.gz")) {
      double[] sensors =
          Arrays.stream(row, FIRST_SENSOR, row.length).mapToDouble(Double::parseDouble).toArray();
      fleet.add(row[1], Long.parseLong(row[0]), sensors);
    }
    return fleet;
  }

  private static Map<String, Long> failures() throws IOException {
    Map<String, Long> failures = new HashMap<>();
    for (String[] row : rows("cmapss_fd001/truth/failures.csv")) {
      failures.put(row[0], Long.parseLong(row[2]));
    }
    return failures;
  }

  private static List<String[]> rows(String name) throws IOException {
    Path file = SharedData.file(name);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                name.endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }
}
