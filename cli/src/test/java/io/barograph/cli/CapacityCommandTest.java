package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityCommandTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eachResourceHasAPlan() throws IOException {
    Path plans = folder.resolve("plans.jsonl");

    assertThat(run(usage(), "--limit", "0.9", "--output", plans.toString())).as("%s", err).isZero();

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
    assertThat(disk.path("@timestamp").asText()).isEqualTo("1970-02-09T23:00:00.000Z");
    assertThat(disk.path("limit").asDouble()).isEqualTo(0.9);
    assertThat(disk.path("outlook").asText()).isEqualTo("plan");
    assertThat(names(disk)).isEqualTo(names(schema().path("properties")));
    JsonNode memory = new ObjectMapper().readTree(lines.get(1));
    assertThat(memory.path("days_until_limit").isNull()).isTrue();
    assertThat(memory.path("recommendations").asText()).startsWith("enough:");
  }

  private static String usage() {
    StringBuilder text = new StringBuilder("timestamp,series,value\n");
    for (int hour = 0; hour < 24 * 40; hour++) {
      int day = hour / 24;
      text.append(hour * HOUR).append(",disk,").append(0.5 + 0.005 * day).append('\n');
      text.append(hour * HOUR).append(",memory,").append(0.3).append('\n');
    }
    return text.append("0,new,0.1\n").toString();
  }

  private static JsonNode schema() throws IOException {
    Path file = Path.of("..", "docs", "schemas", "capacity.schema.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void thePageHasATableAndAPlotOfEachResource() throws IOException {
    Path page = folder.resolve("capacity.html");

    assertThat(run(usage(), "--limit", "0.9", "--report", page.toString())).as("%s", err).isZero();

    String html = Files.readString(page);
    assertThat(html)
        .startsWith("<!doctype html>")
        .contains("<td class=\"name\">disk</td>", "plan: the limit is reached in 41 days")
        .contains("Fewer than 14 days, no plan: new")
        .contains(">1970-02-21</text>", ">day (UTC)</text>", ">usage (unit of the limit)</text>")
        .doesNotContain("http", "<script", "NaN", "Infinity")
        .endsWith("</html>\n");
    assertThat(html.split("<svg class=\"lines\"", -1)).hasSize(1 + 2);
    assertThat(html.split("<path class=\"limit\"", -1)).hasSize(1 + 2);
    assertThat(html.indexOf("<h2>disk")).isLessThan(html.indexOf("<h2>memory"));
  }

  @Test
  void plansGoToElasticsearchById() throws IOException {
    Map<String, String> written = new TreeMap<>();
    List<String> users = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          written.put(
              exchange.getRequestURI().toString(), new String(body, StandardCharsets.UTF_8));
          users.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(written.size() == 2 ? 409 : 201, -1);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    try {
      assertThat(
              run(
                  usage(),
                  "--limit",
                  "0.9",
                  "--elasticsearch",
                  address,
                  "--elasticsearch-user",
                  "ann",
                  "--elasticsearch-password-file",
                  password.toString()))
          .as("%s", err)
          .isZero();
    } finally {
      server.stop(0);
    }
    assertThat(written.keySet())
        .allMatch(
            path ->
                path.matches(
                    "/barograph-capacity-1970\\.02/_doc/[0-9a-f]{16}-3369600000"
                        + "\\?version=3452400000&version_type=external_gte"));
    assertThat(written.values()).anyMatch(json -> json.contains("\"resource_type\":\"disk\""));
    assertThat(written).as("the second was there already, which is no error").hasSize(2);
    assertThat(users).containsOnly("Basic YW5uOnNlY3JldA==");
    assertThat(out.toString()).contains("2 plans are in Elasticsearch").doesNotContain("secret");
  }

  @Test
  void anElasticsearchThatDoesNotAnswerIsNamed() throws IOException {
    String nobody = "http://127.0.0.1:1";
    assertThat(run(usage(), "--limit", "0.9", "--elasticsearch", nobody)).isEqualTo(1);
    assertThat(err.toString()).contains(nobody + " does not answer");
    assertThat(run(usage(), "--limit", "0.9", "--elasticsearch", "here:9200")).isEqualTo(2);
    assertThat(err.toString()).contains("--elasticsearch must be like http://127.0.0.1:9200");
    assertThat(run(usage(), "--limit", "0.9", "--elasticsearch-user", "ann")).isEqualTo(2);
    assertThat(err.toString()).contains("need each other");
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    String few = "timestamp,series,value\n0,a,1\n";

    assertThat(run(few, "--limit", "NaN")).isEqualTo(2);
    assertThat(run(few, "--limit", "1", "--period", "1h")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--limit must be a number, as 0.9, was NaN", "--period must be 1d to 3650d");
    assertThat(run(few, "--limit", "1")).as("no plan at all").isEqualTo(1);
    assertThat(run(few + "4000000000000000000,a,1\n", "--limit", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("at most 36500 days, was 46296296297: are its times milli");
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
