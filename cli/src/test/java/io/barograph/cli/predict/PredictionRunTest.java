package io.barograph.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.barograph.ml.failure.Fleet;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.LeadScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionRunTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  @Test
  void judgesFailedUnitsByOthersAndTheRestByAll() throws IOException {
    Path output = folder.resolve("warnings.csv");
    Fleet fleet = FleetFile.rows(rows());
    Map<String, Long> failures = FleetFile.failures(failures());
    LeadScore score;
    try (WarningTable table = new WarningTable(output)) {
      score = new PredictionRun(fleet, table).byFailures(failures, LeadBand.DEFAULT);
      assertThat(table.units()).isEqualTo(13);
    }

    assertThat(score.f1()).isGreaterThan(0.8);
    List<String> lines = Files.readAllLines(output);
    assertThat(lines.get(0)).isEqualTo("unit,timestamp,probability,measure,bound,reason");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.endsWith(",remaining_life"))
        .anyMatch(line -> line.startsWith("running,"));
  }

  @Test
  void warnsByRuleWithoutLabels() throws IOException {
    Path output = folder.resolve("warnings.csv");
    try (WarningTable table = new WarningTable(output)) {
      new PredictionRun(FleetFile.rows(rows()), table).byRule();
    }

    List<String> lines = Files.readAllLines(output);
    Set<String> units =
        lines.stream()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')))
            .collect(Collectors.toSet());
    assertThat(units).hasSize(13);
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.endsWith(",drift"));
  }

  @Test
  void namesTheFileOfRowsOutOfOrder() throws IOException {
    Path file = folder.resolve("mixed.csv");
    Files.writeString(file, "timestamp,unit,s\n2,a,1\n1,a,1\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FleetFile.rows(file))
        .withMessage(file + ": unit a: rows must be in time order, 1 came after 2");
  }

  @Test
  void ofSeveralFailuresTheFirstCounts() throws IOException {
    Path file = folder.resolve("failures.csv");
    Files.writeString(file, "unit,failure_timestamp\na,7\na,5\na,9\n");

    assertThat(FleetFile.failures(file)).isEqualTo(Map.of("a", 5L));
  }

  /* Twelve units that fail at their last row, and one that ran until 12 h before. */
  private Path rows() throws IOException {
    StringBuilder text = new StringBuilder("timestamp,unit,cycle,rises,falls\n");
    Random random = new Random(5);
    for (int unit = 0; unit <= 12; unit++) {
      int life = 120 + 10 * unit;
      for (int hour = 0; hour <= (unit < 12 ? life : life - 12); hour++) {
        double wear = Math.exp((hour - life) / 40.0);
        text.append(
            String.format(
                Locale.ROOT,
                "%d,%s,%d,%.4f,%.4f%n",
                hour * HOUR,
                unit < 12 ? "u" + unit : "running",
                hour + 1,
                6 * wear + random.nextGaussian(),
                50 - 60 * wear + 10 * random.nextGaussian()));
      }
    }
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, text);
    return file;
  }

  private Path failures() throws IOException {
    StringBuilder text = new StringBuilder("unit,failure_timestamp\n");
    for (int unit = 0; unit < 12; unit++) {
      text.append("u%d,%d\n".formatted(unit, (120 + 10 * unit) * HOUR));
    }
    Path file = folder.resolve("failures.csv");
    Files.writeString(file, text);
    return file;
  }
}
