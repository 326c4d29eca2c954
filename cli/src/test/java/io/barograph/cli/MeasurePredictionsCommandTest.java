package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code measure predictions}. */
class MeasurePredictionsCommandTest {
  private static final int FIGURES = 28;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void givesThePublishedFiguresOfTheMatchesAndFlagsTheDegradedLeague() throws IOException {
    Path data = Path.of(System.getProperty("shared.data", "../shared/data"), "quant", "football");
    assumeThat(data).as("the shared data is not here").isDirectory();
    Path figures = folder.resolve("figures.json");

    assertThat(
            run("--input", data.resolve("events.jsonl.gz").toString(), "--out", figures.toString()))
        .isZero();
    JsonNode measured = new ObjectMapper().readTree(figures.toFile());
    JsonNode expected = new ObjectMapper().readTree(data.resolve("expected.json").toFile());
    int passed = 0;
    for (var league : expected.get("per_league").properties()) {
      JsonNode ours = measured.get("per_league").get(league.getKey());
      for (var field : league.getValue().properties()) {
        assertThat(ours.get(field.getKey()).doubleValue())
            .as("%s of %s", field.getKey(), league.getKey())
            .isCloseTo(field.getValue().doubleValue(), within(1e-9));
        passed++;
      }
    }
    System.out.printf(
        "measure predictions, football: %d passed, %d failed, 0 skipped%n",
        passed, FIGURES - passed);
    assertThat(passed).isEqualTo(FIGURES);
    assertThat(measured.get("degraded")).hasSize(1);
    String degraded = expected.get("degraded_league").asText();
    assertThat(measured.get("degraded").get(0).asText()).isEqualTo(degraded);
    JsonNode drop = measured.get("per_league").get(degraded).get("drops").get(0);
    assertThat(drop.get("labels_since_change").intValue()).isBetween(1, 60);
  }

  @Test
  void tellsRowsThatItRefusesAndMeasuresTheRest() throws IOException {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(
        file,
        """
        {"type":"outcome","id":"a","t":20,"outcome":"1"}
        {"type":"prediction","id":"a","t":10,"score":0.75,"model":"m","version":"1"}
        {"type":"prediction","id":"b","t":10,"score":7.5}
        {"type":"prediction","id":"c","t":11,"score":0.5,"model":"m","version":"2","segment":"x"}
        """);

    assertThat(run("--input", file.toString(), "--out", "-")).isEqualTo(1);
    assertThat(err.toString())
        .contains(file + ":3: score: probability of 1 must be from 0 to 1, was 7.5")
        .contains("3 rows taken, 1 refused");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    JsonNode one = json.get("per_segment").get("m/1/");
    assertThat(one.get("labelled").intValue()).isEqualTo(1);
    assertThat(one.get("brier_2class").doubleValue()).isEqualTo(0.125);
    assertThat(one.has("rolling100_accuracy_min")).isFalse();
    JsonNode other = json.get("per_segment").get("m/2/x");
    assertThat(other.get("unlabelled").intValue()).isEqualTo(1);
    assertThat(other.has("accuracy")).isFalse();
    assertThat(json.get("join").get("outcomes").intValue()).isEqualTo(1);
  }

  @Test
  void argumentsThatAreUnusableAreToldAsSuch() {
    String none = folder.resolve("none.csv").toString();

    assertThat(run("--out", "-")).isEqualTo(2);
    assertThat(run("--input", none, "--out", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("--input must be a file that can be read, was " + none);
    assertThat(run("--input", "pom.xml", "--out", "-", "--max-label-delay", "0s")).isEqualTo(2);
    assertThat(BarographCommand.commandLine().setErr(new PrintWriter(err)).execute("measure"))
        .isEqualTo(2);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "measure";
    all[1] = "predictions";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
