package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThresholdsDiffCommandTest {
  private static final Instant BEGIN = Instant.parse("2026-02-02T00:00:00Z");
  private static final int DAYS = 12;
  private static final int STEPS = 288;
  private static final String TITLE = "LoadHigh (load > 60) on load{instance=\"a\", job=\"api\"}";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path rules;
  private Path samples;

  @BeforeEach
  void write() throws IOException {
    rules =
        Files.writeString(
            folder.resolve("load.yml"),
            """
            groups:
              - name: load
                rules:
                  - {alert: LoadHigh, expr: load > 60}
                  - {alert: LoadSum, expr: sum(load) > 60}
                  - {record: double, expr: load * 2}
            """);
    samples = folder.resolve("samples.csv");
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("timestamp,name,value,instance,job\n");
    for (int step = 0; step < DAYS * STEPS; step++) {
      boolean isNoon = step % STEPS / 12 == 12;
      double load = (isNoon ? 80 : 20) + random.nextGaussian();
      Instant time = BEGIN.plusSeconds(300L * step);
      text.append(time).append(",load,").append(load).append(",a,api\n");
      text.append(time).append(",other,").append(load).append(",a,api\n");
    }
    text.append("yesterday,load,1,a,api\n");
    Files.writeString(samples, text);
  }

  @Test
  void saysWhatEachThresholdWouldHaveDoneByTheHour() throws IOException {
    Path csv = folder.resolve("diff.csv");
    Path html = folder.resolve("diff.html");

    assertThat(
            run(
                "--rules",
                rules.toString(),
                "--input",
                samples.toString(),
                "--csv",
                csv.toString(),
                "--html",
                html.toString()))
        .as("%s", err)
        .isZero();

    assertThat(out.toString())
        .contains(TITLE, "static limit crossed ", " dynamic bound ")
        .contains("working day 12:00", "day off 23:00")
        .contains("no constant threshold on one series, left out: LoadSum")
        .contains("1 lines left out; the first: " + samples + ":" + (2 + 2 * DAYS * STEPS))
        .doesNotContain("other", "double");
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows).hasSize(1 + 48);
    assertThat(rows.get(0)).startsWith("rule,series,day,hour,samples,lowest,highest,limit,lower,");
    String noon = rows.get(1 + 12);
    assertThat(noon)
        .startsWith("\"LoadHigh\",\"load{instance=\"\"a\"\", job=\"\"api\"\"}\",working,12,");
    String[] fields = noon.substring(noon.indexOf("working")).split(",", -1);
    assertThat(Integer.parseInt(fields[9])).as("static_crossed").isGreaterThanOrEqualTo(7);
    assertThat(Integer.parseInt(fields[11])).as("dynamic_crossed").isLessThanOrEqualTo(3);
    assertThat(Files.readString(html))
        .contains("<h3>Working days</h3>", "<h3>Days off</h3>", ">static limit</title>")
        .contains(">hour of the day (UTC)</text>", ">value (unit of the series)</text>")
        .doesNotContain("http", "<script", "NaN", "Infinity")
        .endsWith("</html>\n");
  }

  @Test
  void hoursAreThoseOfTheVenue() {
    String[] options = {
      "--rules", rules.toString(), "--input", samples.toString(), "--calendar", "XTKS"
    };

    assertThat(run(options)).as("%s", err).isZero();

    assertThat(out.toString()).contains("season (Asia/Tokyo)").doesNotContain("UTC");
  }

  @Test
  void aCalendarThatIsNotKnownIsNamed() {
    String input = samples.toString();
    assertThat(run("--rules", rules.toString(), "--input", input, "--calendar", "XPAR"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("there is no calendar XPAR, only [XNYS");
  }

  @Test
  void whatIsUnusableIsNamed() throws IOException {
    String input = samples.toString();
    assertThat(run("--rules", rules.toString(), "--input", input, "--margin", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--margin: margin must be 1 to 100, was 0.0");
    assertThat(run("--rules", rules.toString(), "--input", "nowhere.csv")).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere.csv does not exist");
    Path text = Files.writeString(folder.resolve("samples.txt"), "");
    assertThat(run("--rules", rules.toString(), "--input", text.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("samples.txt has none of the endings .jsonl");
    Path few = Files.writeString(folder.resolve("few.csv"), "timestamp,name,value\n0,load,1\n");
    assertThat(run("--rules", rules.toString(), "--input", few.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("nothing to compare");
  }

  private int run(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "thresholds";
    all[1] = "diff";
    System.arraycopy(options, 0, all, 2, options.length);
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
