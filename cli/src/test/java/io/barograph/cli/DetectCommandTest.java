package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.barograph.ml.detect.ForestTrainer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DetectCommandTest {
  private static final long MINUTE = 60_000;
  private static final int ROWS = 600;
  private static final int SPIKE = 500;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ensemble",
        "three-sigma",
        "robust-z",
        "ewma",
        "moving-average",
        "seasonal",
        "log-seasonal",
        "range",
        "novelty",
        "jump",
        "shape",
        "random-cut-forest",
        "lstm"
      })
  void scoresEveryRowOfASeriesAndTheSpikeMost(String detector) throws IOException {
    Path input = folder.resolve("in.csv");
    Files.writeString(input, series());

    List<String> rows = detect(input, detector);

    assertThat(rows).hasSize(ROWS + 1);
    assertThat(rows.get(0))
        .isEqualTo("file,timestamp,anomaly_score,expected,lower,upper,reason,deviation,metric");
    assertThat(highest(rows)).startsWith("desk/cpu," + SPIKE * MINUTE + ",");
    assertThat(out.toString()).contains(ROWS + " records, configuration ");
  }

  /** The burst is seen, the reset is not; as a gauge the reset would be. */
  @Test
  void ofACounterTheRateIsScored() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("timestamp,series,value\n");
    double total = 1e6;
    for (int row = 0; row < ROWS; row++) {
      total += 100 + random.nextGaussian() + (row == SPIKE ? 1_000 : 0);
      total = row == SPIKE - 20 ? 100 : total;
      text.append(row * MINUTE).append(",requests_total,").append(total).append('\n');
    }
    Path input = folder.resolve("in.csv");
    Files.writeString(input, text.toString());

    assertThat(highest(detect(input, "ensemble")))
        .startsWith("requests_total," + SPIKE * MINUTE + ",");
    assertThat(highest(detect(input, "ensemble", "--type", "gauge")))
        .doesNotStartWith("requests_total," + SPIKE * MINUTE + ",");
  }

  @Test
  void refusesATypeThatIsNone() throws IOException {
    Path input = folder.resolve("in.csv");
    Files.writeString(input, series());

    assertThat(execute(input, "ensemble", folder.resolve("out.csv"), "--type", "rate"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--type must be one of [auto, counter, gauge], was rate");
  }

  /** Of the module that not every build is with. */
  @Test
  void scoresByAnIsolationForest() throws IOException {
    assumeTrue(ForestTrainer.ofBuild().isPresent());
    Path input = folder.resolve("in.csv");
    Files.writeString(input, series());

    List<String> rows = detect(input, "isolation-forest");

    assertThat(rows).hasSize(ROWS + 1);
    assertThat(rows.get(ROWS)).doesNotContain("learning");
  }

  @Test
  void scoresAnEntityAsAWholeAndNamesItsMetric() throws IOException {
    Path input = Files.createDirectory(folder.resolve("entities"));
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("timestamp,cpu,memory,network\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(row * MINUTE).append(',').append(random.nextGaussian());
      text.append(',').append(row == SPIKE ? 40 : random.nextGaussian());
      text.append(',').append(row == 7 ? "" : random.nextGaussian()).append('\n');
    }
    try (OutputStream zipped =
        new GZIPOutputStream(Files.newOutputStream(input.resolve("host-1.csv.gz")))) {
      zipped.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    List<String> rows = detect(input, "ensemble");

    assertThat(rows).hasSize(ROWS + 1);
    assertThat(highest(rows)).startsWith("host-1," + SPIKE * MINUTE + ",").endsWith(",1");
  }

  @Test
  void namesTheLineThatIsNoNumber() throws IOException {
    Path input = folder.resolve("in.csv");
    Files.writeString(input, "timestamp,series,value\n0,a,1\n60000,a,much\n");

    int status = execute(input, "ensemble", folder.resolve("out.csv"));

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("in.csv line 3: value must be a number, was much");
  }

  private static String series() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("timestamp,series,value\n");
    for (int row = 0; row < ROWS; row++) {
      double value = row == SPIKE ? 90 : 50 + random.nextGaussian();
      text.append(row * MINUTE).append(",desk/cpu,").append(row == 7 ? "" : value).append('\n');
    }
    return text.toString();
  }

  private List<String> detect(Path input, String detector, String... options) throws IOException {
    Path output = folder.resolve("out.csv");
    assertThat(execute(input, detector, output, options)).as(err.toString()).isZero();
    return Files.readAllLines(output);
  }

  private int execute(Path input, String detector, Path output, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "detect", "--detector", detector, "--input", "" + input, "--output", "" + output));
    words.addAll(List.of(options));
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }

  private static String highest(List<String> rows) {
    return rows.stream()
        .skip(1)
        .max((one, other) -> Double.compare(score(one), score(other)))
        .orElseThrow();
  }

  private static double score(String row) {
    return Double.parseDouble(row.split(",", -1)[2]);
  }
}
