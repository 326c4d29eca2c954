package io.barograph.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.FlinkClient;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.StackPorts;
import io.barograph.formats.record.BusinessFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Barograph's job, running in a stack.
 *
 * @param id Flink's id of it
 */
public record JobRun(String id) {
  /** The consumer group that the job reads with. */
  static final String CONSUMER_GROUP = "barograph";

  private static final String MAIN = "io.barograph.jobs.BarographJob";
  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Submits the job with the rule packs {@code rules} and waits until all its tasks run.
   *
   * @param routing the alertmanager.yml by which people are told
   * @throws StackException if it was not built, is refused, fails, or does not run within two
   *     minutes
   */
  static JobRun submit(Stack stack, Installation installation, List<Path> rules, Path routing)
      throws IOException, InterruptedException {
    Path jar = installation.jobJar();
    if (!Files.exists(jar)) {
      throw new StackException(jar + " is missing: build it with ./mvnw package");
    }
    Path config = stack.home().conf().resolve("barograph.yaml");
    Files.writeString(config, configuration(stack.ports(), rules, routing));
    String output =
        new FlinkClient(stack.home(), installation)
            .run(List.of("run", "-d", "-c", MAIN, jar.toString(), "--config", config.toString()));
    Matcher matcher = SUBMITTED.matcher(output);
    if (!matcher.find()) {
      throw new StackException("Flink named no job: see " + stack.home().log());
    }
    JobRun job = new JobRun(matcher.group(1));
    job.awaitRunning(stack);
    return job;
  }

  /** The job's configuration for a stack on {@code ports}. */
  static String configuration(StackPorts ports, List<Path> rules, Path routing) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("kafka.bootstrap.servers: ").append(ports.kafkaAddress()).append('\n');
    yaml.append("elasticsearch.hosts: ").append(ports.elasticsearchUrl()).append('\n');
    yaml.append("inputs.metrics.format: json\n");
    yaml.append("inputs.logs.format: json-log\n");
    yaml.append("inputs: ").append(inputs()).append('\n');
    for (String business : BusinessFormat.names()) {
      yaml.append("inputs.%1$s.format: %1$s%n".formatted(business));
    }
    yaml.append("measures.interval: 1 s\n");
    yaml.append("measures.index-interval: 5 s\n");
    yaml.append("measures.calendars: {DEMO: 24x7}\n");
    yaml.append("routing.file: ").append(routing).append('\n');
    yaml.append("rules.paths:\n");
    rules.forEach(path -> yaml.append("  - ").append(path).append('\n'));
    return yaml.toString();
  }

  private static List<String> inputs() {
    List<String> inputs = new ArrayList<>(List.of("metrics", "logs"));
    inputs.addAll(BusinessFormat.names());
    return inputs;
  }

  private void awaitRunning(Stack stack) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<JsonNode> job = read(stack.ports(), stack.http());
      String state = job.map(found -> found.path("state").asText()).orElse("");
      if (state.equals("FAILED") || state.equals("FINISHED") || state.equals("CANCELED")) {
        throw new StackException(
            "the job ended at once, "
                + state
                + ": see "
                + stack.ports().flinkUrl()
                + " and "
                + stack.home().log());
      }
      if (job.filter(JobRun::allTasksRun).isPresent()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new StackException(
            "the job does not run after " + PATIENCE.toSeconds() + " s: see " + stack.home().log());
      }
      Thread.sleep(250);
    }
  }

  private static boolean allTasksRun(JsonNode job) {
    for (JsonNode vertex : job.path("vertices")) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return !job.path("vertices").isEmpty();
  }

  /** What Flink says of the job; empty if it does not answer. */
  Optional<JsonNode> read(StackPorts ports, Http http) {
    return http.get(ports.flinkUrl() + "/jobs/" + id);
  }
}
