package io.barograph.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.FlinkClient;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job that was submitted with {@code flink run} to the stack of a test. */
public final class RunningJob {
  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");

  private final Stack stack;
  private final FlinkClient flink;
  private final String id;

  private RunningJob(Stack stack, FlinkClient flink, String id) {
    this.stack = stack;
    this.flink = flink;
    this.id = id;
  }

  /** Submits the shaded jar with {@code options} as its configuration file. */
  public static RunningJob submit(
      Stack stack, Installation installation, Path folder, String options)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "job", ".yaml");
    Files.writeString(file, options);
    FlinkClient flink = new FlinkClient(stack.home(), installation);
    String output =
        flink.run(
            List.of(
                "run",
                "-d",
                "-c",
                "io.barograph.jobs.BarographJob",
                installation.jobJar().toString(),
                "--config",
                file.toString()));
    Matcher matcher = SUBMITTED.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("flink run printed no job id: " + output);
    }
    return new RunningJob(stack, flink, matcher.group(1));
  }

  String state() {
    return get("").path("state").asText();
  }

  /** True if every task runs. */
  public boolean isRunning() {
    JsonNode vertices = get("").path("vertices");
    for (JsonNode vertex : vertices) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return !vertices.isEmpty();
  }

  int completedCheckpoints() {
    return get("/checkpoints").path("counts").path("completed").asInt();
  }

  /** How many checkpoints there were, how long they took and how much they wrote, for people. */
  String checkpoints() {
    JsonNode all = get("/checkpoints");
    JsonNode duration = all.at("/summary/end_to_end_duration");
    return "%d checkpoints, %d failed, %.1f s in the mean, %.1f s at most, %,d KiB each at most"
        .formatted(
            all.at("/counts/completed").asInt(),
            all.at("/counts/failed").asInt(),
            duration.path("avg").asDouble() / 1_000,
            duration.path("max").asDouble() / 1_000,
            all.at("/summary/checkpointed_size/max").asLong() >> 10);
  }

  /** When the checkpoint was begun from which the job was restored after {@code since}. */
  public OptionalLong restoredCheckpoint(long since) {
    JsonNode restored = get("/checkpoints").at("/latest/restored");
    if (restored.path("restore_timestamp").asLong() < since) {
      return OptionalLong.empty();
    }
    JsonNode begun =
        get("/checkpoints/details/" + restored.path("id").asText()).path("trigger_timestamp");
    return begun.isNumber() ? OptionalLong.of(begun.asLong()) : OptionalLong.empty();
  }

  /** The sum of a metric of operators over all of them and their subtasks. */
  public double sum(String metric) {
    double sum = 0;
    for (JsonNode vertex : get("").path("vertices")) {
      String metrics = "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      List<String> ids =
          get(metrics).findValuesAsText("id").stream()
              .filter(id -> id.endsWith("." + metric))
              .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
              .toList();
      if (!ids.isEmpty()) {
        for (JsonNode one : get(metrics + "?agg=sum&get=" + String.join(",", ids))) {
          sum += one.path("sum").asDouble();
        }
      }
    }
    return sum;
  }

  public void cancel() throws IOException, InterruptedException {
    flink.run(List.of("cancel", id));
  }

  private JsonNode get(String path) {
    return stack
        .http()
        .get(stack.ports().flinkUrl() + "/jobs/" + id + path)
        .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
  }
}
