package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityCommandTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eachResourceHasAPlan() throws IOException {
    StringBuilder text = new StringBuilder("timestamp,series,value\n");
    for (int hour = 0; hour < 24 * 40; hour++) {
      int day = hour / 24;
      text.append(hour * HOUR).append(",disk,").append(0.5 + 0.005 * day).append('\n');
      text.append(hour * HOUR).append(",memory,").append(0.3).append('\n');
    }
    text.append("0,new,0.1\n");
    Path plans = folder.resolve("plans.jsonl");

    assertThat(run(text.toString(), "--limit", "0.9", "--output", plans.toString()))
        .as("%s", err)
        .isZero();

    assertThat(out.toString())
        .contains("disk: 0.6950 now, 1.145 in 90 days")
        .contains("plan: the limit is reached in 41 days; 100 % of earlier plans were right")
        .contains("memory: 0.3000 now")
        .contains("new: fewer than 14 days, no plan");
    List<String> lines = Files.readAllLines(plans);
    assertThat(lines).hasSize(2);
    JsonNode disk = new ObjectMapper().readTree(lines.get(0));
    assertThat(disk.path("resource_type").asText()).isEqualTo("disk");
    assertThat(disk.path("forecast_period").asText()).isEqualTo("90d");
    assertThat(disk.path("confidence_score").asDouble()).isEqualTo(1);
    assertThat(disk.path("recommendations").asText()).startsWith("plan:");
    JsonNode memory = new ObjectMapper().readTree(lines.get(1));
    assertThat(memory.path("days_until_limit").isNull()).isTrue();
    assertThat(memory.path("recommendations").asText()).startsWith("enough:");
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    String few = "timestamp,series,value\n0,a,1\n";

    assertThat(run(few, "--limit", "NaN")).isEqualTo(2);
    assertThat(run(few, "--limit", "1", "--period", "1h")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--limit must be a number, as 0.9, was NaN", "--period must be 1d to 3650d");
    assertThat(run(few, "--limit", "1")).as("no plan at all").isEqualTo(1);
  }

  private int run(String text, String... options) throws IOException {
    Path input = Files.writeString(folder.resolve("usage.csv"), text);
    String[] all = new String[options.length + 3];
    all[0] = "capacity";
    all[1] = "--input";
    all[2] = input.toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
