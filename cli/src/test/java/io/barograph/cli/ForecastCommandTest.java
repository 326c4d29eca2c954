package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandTest {
  private static final long HOUR = 3_600_000;
  private static final int HOURS = 24 * 30;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eachSeriesIsForecastFromItsEndWithAnInterval() throws IOException {
    StringBuilder text = new StringBuilder("timestamp,series,value\n");
    for (int hour = 0; hour < HOURS; hour++) {
      if (hour != 100) {
        text.append(hour * HOUR).append(",desk/load,").append(rhythm(hour)).append('\n');
      }
    }
    text.append("0,desk/new,5\n").append(HOUR).append(",desk/new,\n");
    Path input = Files.writeString(folder.resolve("in.csv"), text);

    assertThat(run("--input", input, "--horizon", "24")).as("%s", err).isZero();

    assertThat(out.toString()).contains("2 series, 24 steps each: 1 by autoregression, 1 by level");
    List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
    assertThat(rows).hasSize(1 + 2 * 24);
    assertThat(rows.get(0)).isEqualTo("timestamp,series,value,lo,hi");
    for (int step = 0; step < 24; step++) {
      String[] fields = rows.get(1 + step).split(",", -1);
      assertThat(fields[0]).isEqualTo(Long.toString((HOURS + step) * HOUR));
      assertThat(fields[1]).isEqualTo("desk/load");
      double value = Double.parseDouble(fields[2]);
      assertThat(value).isCloseTo(rhythm(HOURS + step), within(0.5));
      assertThat(Double.parseDouble(fields[3])).isLessThanOrEqualTo(value);
      assertThat(Double.parseDouble(fields[4])).isGreaterThanOrEqualTo(value);
    }
  }

  @Test
  void aNameWithCommasIsReadAsItIsWritten() throws IOException {
    String name = "\"load{job=\"\"api\"\",instance=\"\"a\"\"}\"";
    Path input =
        Files.writeString(
            folder.resolve("in.csv"), "timestamp,series,value\n0,%s,5\n".formatted(name));

    assertThat(run("--input", input, "--horizon", "1")).as("%s", err).isZero();

    assertThat(Files.readAllLines(folder.resolve("out.csv")))
        .hasSize(2)
        .element(1)
        .asString()
        .contains("," + name + ",");
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    Path input = Files.writeString(folder.resolve("in.csv"), "timestamp,series,value\n0,a,much\n");

    assertThat(run("--input", input)).isEqualTo(1);
    assertThat(err.toString()).contains("in.csv line 2: value must be a number, was much");
    assertThat(run("--input", folder.resolve("none.csv"))).isEqualTo(2);
    assertThat(run("--input", input, "--horizon", "0")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--input must be a file", "--horizon must be 1 to 10000 steps, was 0");
  }

  private int run(Object... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "forecast";
    all[1] = "--output";
    all[2] = folder.resolve("out.csv").toString();
    for (int i = 0; i < arguments.length; i++) {
      all[i + 3] = arguments[i].toString();
    }
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  private static double rhythm(int hour) {
    return 100 + 20 * Math.sin(2 * Math.PI * hour / 24);
  }
}
