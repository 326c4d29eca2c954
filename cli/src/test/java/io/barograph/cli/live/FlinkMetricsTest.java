package io.barograph.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.StackPorts;
import io.barograph.core.sample.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkMetricsTest {
  private static final String LATE =
      "flink_taskmanager_job_task_operator_deserializer_numSamplesLate";

  private static final String ID = "Source__metrics.deserializer.numSamplesLate";
  private static final String VALUES = "?agg=sum,max&get=";

  private final Map<String, String> answers = new HashMap<>();
  private HttpServer flink;

  @BeforeEach
  void startFlink() throws IOException {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext("/", this::answer);
    flink.start();
  }

  @AfterEach
  void stopFlink() {
    flink.stop(0);
  }

  @Test
  void sumsWhatOperatorsOfOneNameCount() {
    jobIs("RUNNING");
    answers.put("/jobs/j", "{'vertices': [{'id': 'v1'}, {'id': 'v2'}, {'id': 'v3'}]}");
    answers.put(metrics("v1"), "[{'id': '%s'}, {'id': 'numRecordsIn'}]".formatted(ID));
    answers.put(
        metrics("v1") + VALUES + ID, "[{'id': '%s', 'sum': 5.0, 'max': 4.0}]".formatted(ID));
    answers.put(metrics("v2"), "[{'id': '%s'}, {'id': 'numSamplesLate'}]".formatted(ID));
    answers.put(
        metrics("v2") + VALUES + ID, "[{'id': '%s', 'sum': 2.0, 'max': 2.0}]".formatted(ID));

    assertThat(read())
        .filteredOn(sample -> sample.labels().metricName().equals(LATE))
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.value()).isEqualTo(7);
              assertThat(sample.labels().get("job_name")).isEqualTo("barograph");
              assertThat(sample.labels().get("operator_name")).isEqualTo("Source__metrics");
            });
  }

  @Test
  void takesTheLargestPercentileAsTheQuantileOfASummary() {
    String id = "Source__metrics.deserializer.sampleDelayMillis_p99";
    jobIs("RUNNING");
    answers.put("/jobs/j", "{'vertices': [{'id': 'v1'}, {'id': 'v2'}]}");
    for (String vertex : List.of("v1", "v2")) {
      answers.put(metrics(vertex), "[{'id': '%s'}, {'id': '%s0'}]".formatted(id, id));
    }
    answers.put(metrics("v1") + VALUES + id, value(id, 900, 700));
    answers.put(metrics("v2") + VALUES + id, value(id, 800, 800));

    assertThat(read())
        .filteredOn(sample -> sample.labels().metricName().endsWith("_sampleDelayMillis"))
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.value()).isEqualTo(800);
              assertThat(sample.labels().get("quantile")).isEqualTo("0.99");
            });
  }

  @Test
  void asksAJobThatDoesNotRunForNothing() {
    jobIs("FAILED");

    assertThat(read())
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.labels().metricName()).isEqualTo("flink_jobmanager_job_running");
              assertThat(sample.value()).isZero();
            });
  }

  @Test
  void isSilentWhereFlinkDoesNotAnswer() {
    assertThat(read()).isEmpty();
  }

  private void jobIs(String state) {
    answers.put(
        "/jobs/overview",
        "{'jobs': [{'jid': 'j', 'name': 'barograph', 'state': '%s'}]}".formatted(state));
  }

  private static String value(String id, int sum, int max) {
    return "[{'id': '%s', 'sum': %d, 'max': %d}]".formatted(id, sum, max);
  }

  private static String metrics(String vertex) {
    return "/jobs/j/vertices/" + vertex + "/subtasks/metrics";
  }

  private List<Sample> read() {
    StackPorts ports = new StackPorts(1, 1, flink.getAddress().getPort());
    return new FlinkMetrics(ports, new Http()).read(1_000);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String json = answers.get(exchange.getRequestURI().toString());
    byte[] body = (json == null ? "{}" : json.replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(json == null ? 404 : 200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
