package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import io.barograph.cli.anomaly.LabelDesk;
import io.barograph.cli.anomaly.LabelRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomaliesLabelCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-02T08:00:00Z");
  private static final String SERIES = "node_load1{instance=\"a:9100\",job=\"node\"}";

  private final List<byte[]> said = new ArrayList<>();
  private final LabelDesk desk =
      (label, author, comment) -> said.add(LabelRecords.encode(label, author, comment));

  /** An anomaly of the series, and one of a series with a label more. */
  private static final String FOUND =
      """
      {"hits":{"hits":[
        {"_index":"barograph-anomalies-2026.01","_id":"one/1",
         "_source":{"labels":{"instance":"a:9100","job":"node"}}},
        {"_index":"barograph-anomalies-2026.01","_id":"other",
         "_source":{"labels":{"instance":"a:9100","job":"node","zone":"b"}}}]}}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private final int[] status = {200};

  @Test
  void saysWhatASeriesWas() throws IOException {
    assertThat(
            run(
                SERIES,
                "--from",
                "2026-01-02T07:00:00Z",
                "--to",
                "2026-01-02T07:30:00Z",
                "--as",
                "false",
                "--author",
                "li",
                "--comment",
                "backups"))
        .as("%s", err)
        .isZero();

    JsonNode json = new ObjectMapper().readTree(said.get(0));
    assertThat(json.at("/series/__name__").asText()).isEqualTo("node_load1");
    assertThat(json.at("/series/instance").asText()).isEqualTo("a:9100");
    assertThat(json.path("series")).hasSize(3);
    assertThat(json.path("time").asText()).isEqualTo("2026-01-02T08:00:05.000Z");
    assertThat(json.path("from").asText()).isEqualTo("2026-01-02T07:00:00.000Z");
    assertThat(json.path("to").asText()).isEqualTo("2026-01-02T07:30:00.000Z");
    assertThat(json.path("anomaly").isBoolean()).isTrue();
    assertThat(json.path("anomaly").asBoolean()).isFalse();
    assertThat(json.path("author").asText()).isEqualTo("li");
    assertThat(json.path("comment").asText()).isEqualTo("backups");
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("..", "docs", "schemas", "label.schema.json").toFile());
    json.fieldNames()
        .forEachRemaining(name -> assertThat(schema.path("properties").has(name)).isTrue());
    assertThat(out.toString())
        .contains(
            "job=\"node\"}: no anomaly from 2026-01-02T07:00:00Z to 2026-01-02T07:30:00Z, says li");
  }

  @Test
  void theEndIsNowIfItIsNotSaid() throws IOException {
    assertThat(run("up", "--from", "2026-01-02T07:00:00Z", "--as", "true")).isZero();

    JsonNode json = new ObjectMapper().readTree(said.get(0));
    assertThat(json.path("to").asText()).isEqualTo("2026-01-02T08:00:00.000Z");
    assertThat(json.path("anomaly").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up --from 2026-01-02T08:00:01Z --as true | 2 | --from, --to: to must not be before from",
        "up --from 2026-01-02T07:00:00Z --to 2026-01-02T09:00:00Z --as true | 2 | to must not be after",
        "up --from 2026-01-02T07:00:00Z | 2 | --as",
        "up --from 2026-01-02T07:00:00Z --as maybe | 2 | maybe",
        "up --as true | 2 | --from",
        "{} --from 2026-01-02T07:00:00Z --as true | 2 | SERIES must have a name or labels",
        "{job=\"a\"} --from 2026-01-02T07:00:00Z --as true | 2 | is an entity, as it has no name",
        "up{job=~\"a\"} --from 2026-01-02T07:00:00Z --as true | 2 | a label must be like name=\"value\"",
        "up{ --from 2026-01-02T07:00:00Z --as true | 2 | SERIES must be like",
        "up --from 2026-01-02T07:00:00Z --as true --author= | 1 | author: must be given"
      })
  void saysWhatIsWrong(String arguments, int status, String sentence) {
    assertThat(run(arguments.split(" "))).isEqualTo(status);
    assertThat(err.toString()).contains(sentence);
    assertThat(said).isEmpty();
  }

  /** An Elasticsearch that has {@link #FOUND}. */
  private HttpServer elasticsearch() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = FOUND.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status[0], answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String[] confirming(String series, HttpServer server) {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return new String[] {
      series, "--from", "2026-01-02T07:00:00Z", "--as", "true", "--elasticsearch", address
    };
  }

  /** The second document has a label more. */
  @Test
  void ofAnEntityIsConfirmedAloneIsSet() throws IOException {
    HttpServer server = elasticsearch();
    try {
      assertThat(run(confirming("{instance=\"a:9100\",job=\"node\"}", server)))
          .as("%s", err)
          .isZero();
    } finally {
      server.stop(0);
    }

    assertThat(said).isEmpty();
    assertThat(out.toString()).contains("is_confirmed is true of 1 anomalies");
    assertThat(new ObjectMapper().readTree(asked.get(1)).at("/query/bool/filter/0/term/metric"))
        .isEqualTo(TextNode.valueOf("*"));
  }

  @Test
  void setsIsConfirmedInElasticsearch() throws IOException {
    HttpServer server = elasticsearch();
    String[] arguments = confirming(SERIES, server);
    try {
      assertThat(run(arguments)).as("%s", err).isZero();
      status[0] = 403;
      assertThat(run(arguments)).isEqualTo(1);
    } finally {
      server.stop(0);
    }

    assertThat(out.toString()).contains("is_confirmed is true of 1 anomalies");
    assertThat(err.toString()).contains("refused the label of node_load1").contains("403");
    assertThat(asked.get(0)).startsWith("POST /barograph-anomalies-*/_search?");
    JsonNode request = new ObjectMapper().readTree(asked.get(1));
    assertThat(request.at("/query/bool/filter").toString())
        .isEqualTo(
            "[{\"term\":{\"metric\":\"node_load1\"}},{\"term\":{\"labels.instance\":\"a:9100\"}},"
                + "{\"term\":{\"labels.job\":\"node\"}},{\"range\":{\"@timestamp\":"
                + "{\"gte\":1767337200000,\"lte\":1767340800000,\"format\":\"epoch_millis\"}}}]");
    assertThat(asked.get(2)).isEqualTo("POST /barograph-anomalies-2026.01/_update/one%2F1");
    assertThat(asked.get(3)).isEqualTo("{\"doc\":{\"is_confirmed\":true}}");
    assertThat(asked.get(4)).as("the other has a label more").contains("_search");
  }

  /** As what is derived of it has them, and with it a document. */
  @Test
  void aLabelThatIsTakenIsLookedForUnderItsOtherName() throws IOException {
    HttpServer server = elasticsearch();
    try {
      assertThat(run(confirming("load{detector=\"smoke\",metric=\"cpu\"}", server))).isZero();
    } finally {
      server.stop(0);
    }

    assertThat(asked.get(1))
        .contains("{\"metric\":\"load\"}")
        .contains("{\"labels.exported_detector\":\"smoke\"}")
        .contains("{\"labels.exported_metric\":\"cpu\"}");
    assertThat(new ObjectMapper().readTree(said.get(0)).at("/series/metric").asText())
        .isEqualTo("cpu");
  }

  private int run(String... arguments) {
    return BarographCommand.commandLine(new AnomaliesLabelCommand(option -> desk, () -> NOW))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
