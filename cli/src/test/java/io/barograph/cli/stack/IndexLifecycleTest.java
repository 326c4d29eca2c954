package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexLifecycleTest {
  private static final Path DEPLOY = Path.of("../deploy/elasticsearch");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServerWithIlmGetsThePolicyBeforeWhatNamesIt() throws IOException {
    answer(Map.of());

    assertThat(install()).isTrue();
    assertThat(requests)
        .containsExactly(
            "GET /_ilm/status",
            "PUT /_ilm/policy/barograph",
            "PUT /_component_template/barograph-lifecycle");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405})
  void aServerWithoutIlmIsLeftAlone(int status) throws IOException {
    answer(Map.of("/_ilm/status", status));

    assertThat(install()).isFalse();
    assertThat(requests).containsExactly("GET /_ilm/status");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500, 503})
  void noAnswerToTheQuestionIsNoAbsence(int status) {
    answer(Map.of("/_ilm/status", status));

    assertThatThrownBy(this::install)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("does not say whether it has index lifecycle management: status ")
        .hasMessageEndingWith("status " + status + " from " + url() + "/_ilm/status");
  }

  @Test
  void aPolicyThatIsRefusedIsOneSentence() {
    answer(Map.of("/_ilm/policy/barograph", 400));

    assertThatThrownBy(this::install)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("cannot install ")
        .hasMessageContaining("barograph.json: status 400 from ");
    assertThat(requests).doesNotContain("PUT /_component_template/barograph-lifecycle");
  }

  @Test
  void everyIndexTemplateTakesThePolicyWhereItIsThere() throws IOException {
    JsonNode lifecycle = JSON.readTree(DEPLOY.resolve("ilm/barograph-lifecycle.json").toFile());
    assertThat(lifecycle.at("/template/settings/index.lifecycle.name").asText())
        .isEqualTo("barograph");
    for (String family : IndexTemplates.families(DEPLOY)) {
      JsonNode template = JSON.readTree(DEPLOY.resolve("barograph-" + family + ".json").toFile());
      assertThat(template.path("composed_of").path(0).asText()).isEqualTo("barograph-lifecycle");
      assertThat(template.path("ignore_missing_component_templates"))
          .isEqualTo(template.path("composed_of"));
    }
  }

  @Test
  void aFamilyWithARetentionOfItsOwnHasAPolicyThatItsNewIndicesName() throws IOException {
    answer(Map.of());
    IndexRetention retention =
        new IndexRetention(
            Duration.ofDays(90), new TreeMap<>(Map.of("audit", Duration.ofDays(40))));

    IndexLifecycle.installIfOffered(DEPLOY.resolve("ilm"), url(), new Http(), retention);
    assertThat(requests)
        .containsExactly(
            "GET /_ilm/status",
            "PUT /_ilm/policy/barograph",
            "PUT /_ilm/policy/barograph-audit",
            "PUT /_component_template/barograph-lifecycle");
    assertThat(minAge("/_ilm/policy/barograph", "delete")).isEqualTo("90d");
    assertThat(minAge("/_ilm/policy/barograph", "warm")).isEqualTo("45d");
    assertThat(minAge("/_ilm/policy/barograph-audit", "delete")).isEqualTo("40d");
    assertThat(minAge("/_ilm/policy/barograph-audit", "warm")).isEmpty();

    IndexTemplates.install(DEPLOY, url(), new Http(), retention.families().keySet());
    assertThat(lifecycleOf("audit")).isEqualTo("barograph-audit");
    assertThat(lifecycleOf("alerts")).as("that of the component template").isEmpty();
  }

  @Test
  void thePolicyThatShipsSaysWhatIsTheDefault() throws IOException {
    JsonNode policy = JSON.readTree(DEPLOY.resolve("ilm/barograph.json").toFile());

    assertThat(policy.at("/policy/phases/delete/min_age").asText())
        .isEqualTo(IndexRetention.DEFAULT.all().toDays() + "d");
  }

  private String minAge(String policy, String phase) throws IOException {
    return JSON.readTree(bodies.get(policy)).at("/policy/phases/" + phase + "/min_age").asText();
  }

  private String lifecycleOf(String family) throws IOException {
    return JSON.readTree(bodies.get("/_index_template/barograph-" + family))
        .at("/template/settings/index.lifecycle.name")
        .asText();
  }

  private boolean install() throws IOException {
    return IndexLifecycle.installIfOffered(
        DEPLOY.resolve("ilm"), url(), new Http(), IndexRetention.DEFAULT);
  }

  /** Answers 200, but the paths in {@code statuses} with theirs. */
  private void answer(Map<String, Integer> statuses) {
    server.createContext("/", exchange -> answer(exchange, statuses));
  }

  private void answer(HttpExchange exchange, Map<String, Integer> statuses) throws IOException {
    String path = exchange.getRequestURI().getPath();
    bodies.put(path, exchange.getRequestBody().readAllBytes());
    requests.add(exchange.getRequestMethod() + " " + path);
    exchange.sendResponseHeaders(statuses.getOrDefault(path, 200), -1);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
