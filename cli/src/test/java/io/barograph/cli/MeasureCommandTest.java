package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code measure trades} and {@code measure returns}. */
class MeasureCommandTest {
  private static final String TRADES =
      """
      strategy,trade_id,close_epoch,side,qty,decision_price,fill_price,pnl,fill_latency_ms
      b,b-10,1700000002,buy,1,100,101,-5,10
      b,b-9,1700000002,buy,1,100,100,5,20
      a,a-1,1700000003,sell,1,100,100,7,
      b,b-9,1700000009,buy,1,100,100,500,20
      """;
  private static final String CLOSES = "t,close\n2024-01-01,100\n2024-01-02,110\n2024-01-03,99\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsTheFiguresOfEachStrategyAsJson() throws IOException {
    Path figures = folder.resolve("figures.json");

    assertThat(run("measure", "trades", "--input", write(TRADES), "--out", figures.toString()))
        .isZero();
    JsonNode json = new ObjectMapper().readTree(figures.toFile());
    assertThat(json.fieldNames()).toIterable().containsExactly("a", "b");
    assertThat(json.at("/b/n").asInt()).isEqualTo(2);
    assertThat(json.at("/b/net").asDouble()).isZero();
    assertThat(json.at("/b/max_drawdown_abs").asDouble()).isEqualTo(5);
    assertThat(json.at("/b/max_drawdown_rel").asDouble()).isEqualTo(5 / 10_005.0);
    assertThat(json.at("/a/profit_factor").isNull()).isTrue();
    assertThat(json.at("/a/fill_latency_ms_p99_linear").isNull()).isTrue();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tellsThemAsRowsHereAndByAccount() throws IOException {
    String deals =
        """
        account,ticket,time,type,entry,magic,volume,price,profit
        "a,b",1,1700000000,0,0,7,1,1,0
        a,2,1700000001,1,1,7,1,1,4
        """;

    assertThat(
            run(
                "measure",
                "trades",
                "--format",
                "metatrader",
                "--input",
                write(deals),
                "--out",
                "-"))
        .isZero();
    assertThat(out.toString())
        .startsWith("strategy,metric,value\na/7,n,1\na/7,wins,1\n")
        .contains("\na/7,profit_factor,\n");
  }

  @Test
  void tellsWhatIsWrongWithARowAndGoesOn() throws IOException {
    String file = write(TRADES.replace("a-1,1700000003,sell", "a-1,1700000003,up"));

    assertThat(run("measure", "trades", "--input", file, "--out", "-")).isEqualTo(1);
    assertThat(err.toString())
        .contains(file + ":4: side: must be buy, long, sell or short, was \"up\"")
        .contains("1 of 4 rows of " + file + " are refused and not in the figures");
    assertThat(out.toString()).contains("b,n,2").doesNotContain("a,n,");
  }

  @Test
  void tellsTheMeasuresOfReturns() throws IOException {
    assertThat(
            run(
                "measure",
                "returns",
                "--input",
                write(CLOSES),
                "--risk-free",
                "0.025",
                "--out",
                "-"))
        .isZero();
    assertThat(out.toString())
        .startsWith("metric,value\nn_returns,2\nannualization,252\n")
        .contains("\nsharpe_rf2.5pct_ann,")
        .contains("\nmax_drawdown_trough_date,2024-01-03\n")
        .contains("\nkurtosis_excess_bias_corrected,\n");
    assertThat(out.toString().lines().filter(line -> line.startsWith("max_drawdown,")))
        .singleElement()
        .satisfies(
            line ->
                assertThat(Double.parseDouble(line.substring(13))).isEqualTo(-0.1, within(1e-12)));
  }

  @Test
  void tellsTheMeasuresOfTheLastReturnsAsRows() throws IOException {
    Path table = folder.resolve("rolling.jsonl");
    String file = write("{\"t\":1,\"ret\":0.1}\n{\"t\":2,\"ret\":-0.1}\n{\"t\":10,\"ret\":0.2}\n");

    assertThat(
            run("measure", "returns", "--input", file, "--window", "2", "--out", table.toString()))
        .isZero();
    List<String> lines = Files.readAllLines(table);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("{\"t\":\"1\",\"ret\":0.1,\"mean2\":null,");
    assertThat(new ObjectMapper().readTree(lines.get(2)).get("mean2").asDouble())
        .isEqualTo(0.05, within(1e-12));
  }

  @Test
  void aRowOutOfOrderOrWithoutAPriceIsRefused() throws IOException {
    String file = write(CLOSES + "2024-01-03,7\n2024-01-04,0\n2024-01-05,\n");

    assertThat(run("measure", "returns", "--input", file, "--out", "-")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            ":5: t: must be after that of the row before, 2024-01-03; sort the file,"
                + " was \"2024-01-03\"")
        .contains(":6: close: must be > 0, was \"0\"")
        .contains(":7: close: must be given");
    assertThat(out.toString()).contains("n_returns,2\n");
  }

  @Test
  void anUnusableCommandLineIsTold() throws IOException {
    String file = write(CLOSES);
    assertThat(run("measure")).isEqualTo(2);
    assertThat(run("measure", "returns", "--input", "none.csv", "--out", "-")).isEqualTo(2);
    assertThat(run("measure", "returns", "--input", file, "--out", "none/x.csv")).isEqualTo(2);
    assertThat(run("measure", "returns", "--input", file, "--out", "-", "--window", "1"))
        .isEqualTo(2);
    assertThat(run("measure", "returns", "--input", file, "--out", "-", "--risk-free", "-2"))
        .isEqualTo(2);
    assertThat(run("measure", "trades", "--input", file, "--out", "-", "--starting-balance", "0"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("a command is missing: trades, returns, quotes or predictions")
        .contains("--input must be a file that can be read, was none.csv")
        .contains("--out must be a file in a folder that exists, was none/x.csv")
        .contains("--window must be 2 to 1024, was 1")
        .contains("annualRiskFree must be finite and > -1, was -2.0")
        .contains("--starting-balance must be > 0, was 0.0");
    assertThat(run("measure", "returns", "--input", write("t,close\n"), "--out", "-")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no return in it");
  }

  /** The figures of the command itself against known answers. */
  @Test
  void agreesWithKnownAnswers() throws IOException {
    Path quant = Path.of(System.getProperty("shared.data", "../shared/data"), "quant");
    assumeTrue(Files.exists(quant), "skipped: there is no " + quant);
    ObjectMapper mapper = new ObjectMapper();
    int passed = 0;
    Path trades = folder.resolve("trades.json");
    String tradeFile = quant.resolve("trades/trades.csv").toString();
    assertThat(run("measure", "trades", "--input", tradeFile, "--out", trades.toString())).isZero();
    passed +=
        compare(
            mapper.readTree(quant.resolve("trades/expected.json").toFile()).get("expected"),
            mapper.readTree(trades.toFile()));
    JsonNode series =
        mapper.readTree(quant.resolve("series/expected.json").toFile()).get("metrics");
    for (Iterator<String> names = series.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String bars = quant.resolve("series/" + name + ".csv").toString();
      String year = series.get(name).get("annualization").asText();
      Path metrics = folder.resolve(name + ".json");
      Path rolling = folder.resolve(name + ".csv.gz");
      assertThat(
              run(
                  "measure",
                  "returns",
                  "--input",
                  bars,
                  "--periods-per-year",
                  year,
                  "--risk-free",
                  "0.04",
                  "--out",
                  metrics.toString()))
          .isZero();
      passed +=
          compare(
              mapper.createObjectNode().set(name, series.get(name)),
              mapper.createObjectNode().set(name, mapper.readTree(metrics.toFile())));
      assertThat(
              run(
                  "measure",
                  "returns",
                  "--input",
                  bars,
                  "--periods-per-year",
                  year,
                  "--window",
                  "20",
                  "--out",
                  rolling.toString()))
          .isZero();
      passed +=
          compare(lines(quant.resolve("series/" + name + ".rolling20.csv.gz")), lines(rolling));
    }
    System.out.printf("measure commands: %d passed, 0 failed, 0 skipped%n", passed);
    assertThat(passed).isGreaterThanOrEqualTo(3_000);
  }

  private static List<String> lines(Path zipped) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(zipped))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static int compare(List<String> expected, List<String> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    assertThat(actual.get(0)).isEqualTo(expected.get(0));
    int passed = 0;
    for (int row = 1; row < expected.size(); row++) {
      String[] right = expected.get(row).split(",", -1);
      String[] told = actual.get(row).split(",", -1);
      assertThat(told).hasSameSizeAs(right);
      assertThat(told[0]).isEqualTo(right[0]);
      for (int column = 1; column < right.length; column++) {
        if (right[column].isEmpty()) {
          assertThat(told[column]).isEmpty();
        } else {
          assertClose(Double.parseDouble(told[column]), Double.parseDouble(right[column]));
          passed++;
        }
      }
    }
    return passed;
  }

  private static int compare(JsonNode expected, JsonNode actual) {
    int passed = 0;
    for (Map.Entry<String, JsonNode> strategy : expected.properties()) {
      for (Map.Entry<String, JsonNode> figure : strategy.getValue().properties()) {
        JsonNode told = actual.get(strategy.getKey()).get(figure.getKey());
        assertThat(told).as(figure.getKey()).isNotNull();
        if (figure.getValue().isNumber()) {
          assertClose(told.asDouble(), figure.getValue().asDouble());
        } else {
          assertThat(told.asText()).isEqualTo(figure.getValue().asText());
        }
        passed++;
      }
    }
    return passed;
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isEqualTo(expected, within(1e-9 * Math.abs(expected) + 1e-14));
  }

  private String write(String text) throws IOException {
    Path file = Files.createTempFile(folder, "rows", ".txt");
    Files.writeString(file, text);
    return file.toString();
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
