package io.barograph.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.StackPorts;
import io.barograph.core.sample.Sample;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Metrics of the Flink cluster and its jobs, read from its REST interface and named as Flink's
 * Prometheus reporter names them.
 */
public final class FlinkMetrics implements Probe {
  private static final List<String> PROCESS =
      List.of(
          "Status.JVM.CPU.Load",
          "Status.JVM.Memory.Heap.Used",
          "Status.JVM.Memory.Heap.Max",
          "Status.JVM.Memory.Metaspace.Used",
          "Status.JVM.Threads.Count");
  private static final List<String> JOB =
      List.of(
          "numRestarts",
          "numberOfCompletedCheckpoints",
          "numberOfFailedCheckpoints",
          "lastCheckpointDuration",
          "lastCheckpointSize");

  /** How the values of an operator's subtasks make one. */
  private enum Aggregate {
    SUM,
    MAX;

    final String json = name().toLowerCase(Locale.ROOT);
  }

  private static final Map<String, Aggregate> OPERATOR =
      Map.of(
          "numSamplesLate", Aggregate.SUM,
          "numDeadLetters", Aggregate.SUM,
          "numSamplesOverSeriesLimit", Aggregate.SUM,
          "numBulkRequestsFailed", Aggregate.SUM,
          "numDocumentsRejected", Aggregate.SUM,
          "numDocumentsRetried", Aggregate.SUM,
          "clockAnswerAgeMillis", Aggregate.MAX,
          "sampleDelayMillis_p99", Aggregate.MAX);

  /** What ends the names of a histogram's 99th percentiles in the REST interface. */
  private static final String P99 = "_p99";

  private final StackPorts ports;
  private final Http http;

  /** The metrics of the stack's cluster. */
  public FlinkMetrics(StackPorts ports, Http http) {
    this.ports = ports;
    this.http = http;
  }

  @Override
  public String job() {
    return "flink";
  }

  @Override
  public List<Sample> read(long nowMillis) {
    SampleBatch batch = new SampleBatch(job(), "127.0.0.1:" + ports.flink(), nowMillis);
    String url = ports.flinkUrl();
    http.get(url + "/overview")
        .ifPresent(
            overview ->
                batch
                    .add(
                        "flink_jobmanager_numRegisteredTaskManagers",
                        overview.path("taskmanagers").asInt())
                    .add(
                        "flink_jobmanager_taskSlotsAvailable",
                        overview.path("slots-available").asInt()));
    metrics(batch, "flink_jobmanager_", url + "/jobmanager", PROCESS);
    http.get(url + "/taskmanagers").map(all -> all.path("taskmanagers")).stream()
        .flatMap(all -> all.findValues("id").stream())
        .map(JsonNode::asText)
        .forEach(
            id ->
                metrics(
                    batch,
                    "flink_taskmanager_",
                    url + "/taskmanagers/" + id,
                    PROCESS,
                    "tm_id",
                    id));
    http.get(url + "/jobs/overview")
        .ifPresent(overview -> overview.path("jobs").forEach(job -> job(batch, url, job)));
    return batch.samples();
  }

  private void job(SampleBatch batch, String url, JsonNode job) {
    String id = job.path("jid").asText();
    String name = job.path("name").asText();
    boolean running = job.path("state").asText().equals("RUNNING");
    batch.add("flink_jobmanager_job_running", running ? 1 : 0, "job_name", name);
    if (running) {
      metrics(batch, "flink_jobmanager_job_", url + "/jobs/" + id, JOB, "job_name", name);
      operators(batch, url + "/jobs/" + id, name);
    }
  }

  /** The metrics of the operators, over all subtasks and over operators of the same name. */
  private void operators(SampleBatch batch, String job, String jobName) {
    SortedMap<String, Double> values = new TreeMap<>();
    http.get(job).map(found -> found.path("vertices")).stream()
        .flatMap(vertices -> vertices.findValues("id").stream())
        .forEach(vertex -> addValues(job + "/vertices/" + vertex.asText(), values));
    values.forEach((id, value) -> operator(batch, jobName, id, value));
  }

  /* A histogram's percentile is a quantile of a summary, as Flink's Prometheus reporter has it. */
  private static void operator(SampleBatch batch, String jobName, String id, double value) {
    int dot = id.indexOf('.');
    String metric = id.substring(dot + 1).replace('.', '_');
    boolean isP99 = metric.endsWith(P99);
    batch.add(
        "flink_taskmanager_job_task_operator_"
            + (isP99 ? metric.substring(0, metric.length() - P99.length()) : metric),
        value,
        "job_name",
        jobName,
        "operator_name",
        id.substring(0, dot),
        "quantile",
        isP99 ? "0.99" : "");
  }

  private void addValues(String vertex, SortedMap<String, Double> values) {
    String url = vertex + "/subtasks/metrics";
    List<String> ids =
        http.get(url).stream()
            .flatMap(metrics -> metrics.findValues("id").stream())
            .map(JsonNode::asText)
            .filter(id -> id.contains("."))
            .filter(id -> OPERATOR.containsKey(metricOf(id)))
            .toList();
    if (!ids.isEmpty()) {
      String wanted = URLEncoder.encode(String.join(",", ids), StandardCharsets.UTF_8);
      http.get(url + "?agg=sum,max&get=" + wanted)
          .ifPresent(metrics -> metrics.forEach(metric -> addValue(metric, values)));
    }
  }

  private static void addValue(JsonNode metric, SortedMap<String, Double> values) {
    String id = metric.path("id").asText();
    Aggregate aggregate = OPERATOR.get(metricOf(id));
    values.merge(
        id,
        metric.path(aggregate.json).asDouble(Double.NaN),
        aggregate == Aggregate.SUM ? Double::sum : Math::max);
  }

  private static String metricOf(String id) {
    return id.substring(id.lastIndexOf('.') + 1);
  }

  private void metrics(
      SampleBatch batch, String prefix, String url, List<String> names, String... labels) {
    http.get(url + "/metrics?get=" + String.join(",", names))
        .ifPresent(
            metrics -> {
              for (JsonNode metric : metrics) {
                batch.add(
                    prefix + metric.path("id").asText().replace('.', '_'),
                    metric.path("value").asDouble(Double.NaN),
                    labels);
              }
            });
  }
}
