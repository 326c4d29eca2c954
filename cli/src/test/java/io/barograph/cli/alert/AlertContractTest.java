package io.barograph.cli.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Observation;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.formats.alert.AlertJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The JSON of alerts, its schema and the mappings of its indices say the same. */
class AlertContractTest {
  private static final Path PROJECT = Path.of("..");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theSchemaNamesEveryFieldAndNoOther() throws IOException {
    JsonNode schema = read("docs/schemas/alert.schema.json");
    Set<String> described = names(schema.path("properties"));

    assertThat(names(JSON.readTree(AlertJson.of(resolved())))).isEqualTo(described);
    schema
        .path("required")
        .forEach(field -> assertThat(names(parse(firing()))).contains(field.asText()));
  }

  @Test
  void theSchemaNamesEveryStatusReasonAndPriority() throws IOException {
    JsonNode fields = read("docs/schemas/alert.schema.json").path("properties");

    assertThat(texts(fields.path("status").path("enum")))
        .isEqualTo(wireNames(AlertStatus.values(), AlertStatus::wireName));
    assertThat(texts(fields.path("reason").path("properties").path("code").path("enum")))
        .isEqualTo(wireNames(AlertReason.values(), AlertReason::code));
    assertThat(texts(fields.path("priority").path("enum")))
        .isEqualTo(wireNames(Priority.values(), Priority::name));
    assertThat(texts(fields.path("origin").path("enum")))
        .isEqualTo(wireNames(Origin.values(), Origin::wireName));
  }

  @Test
  void theMappingsOfBothIndicesNameEveryField() throws IOException {
    for (String family : List.of("alerts", "transitions")) {
      JsonNode mappings =
          read("deploy/elasticsearch/barograph-" + family + ".json")
              .path("template")
              .path("mappings");

      assertThat(mappings.path("dynamic").asText()).isEqualTo("strict");
      assertThat(names(mappings.path("properties")))
          .isEqualTo(names(JSON.readTree(AlertJson.of(resolved()))));
    }
  }

  @Test
  void aValueThatJsonLacksTravelsAsAText() {
    assertThat(parse(firing(Double.NaN)).path("value").asText()).isEqualTo("NaN");
    assertThat(parse(firing(Double.POSITIVE_INFINITY)).path("value").asText()).isEqualTo("+Inf");
    assertThat(parse(firing(0.1)).path("value").asDouble()).isEqualTo(0.1);
  }

  @Test
  void theIdIsTheFingerprintAndTheBeginning() {
    JsonNode json = parse(firing());

    assertThat(json.path("fingerprint").asText()).isEqualTo("8a07086b74f3ba78");
    assertThat(json.path("id").asText()).isEqualTo("8a07086b74f3ba78-60000");
    assertThat(json.path("activeAt").asText()).isEqualTo("1970-01-01T00:01:00.000Z");
    assertThat(json.has("endsAt")).isFalse();
  }

  private static Alert firing() {
    return firing(1);
  }

  private static Alert firing(double value) {
    AlertPolicy policy = AlertPolicy.live(Duration.ZERO, Duration.ZERO);
    return alert(AlertLifecycle.next(null, Observation.TRUE, value, 60_000, policy), 60_000);
  }

  private static Alert resolved() {
    AlertPolicy policy = AlertPolicy.live(Duration.ZERO, Duration.ZERO);
    AlertState state = AlertLifecycle.next(null, Observation.TRUE, 1, 60_000, policy).state();
    return alert(AlertLifecycle.next(state, Observation.FALSE, 0, 120_000, policy), 120_000);
  }

  private static Alert alert(AlertLifecycle.Step step, long tick) {
    return new Alert(
        Labels.of("alertname", "DemoAlert", "server", "ni3", "severity", "critical"),
        new TreeMap<>(),
        step.state(),
        step.reason(),
        tick,
        Priority.P1,
        Origin.RULE,
        List.of(new Owner("demo", "group", "DemoAlert", "")),
        "");
  }

  private static JsonNode parse(Alert alert) {
    try {
      return JSON.readTree(AlertJson.of(alert));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(PROJECT.resolve(file).toFile());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static <T> Set<String> wireNames(
      T[] values, java.util.function.Function<T, String> name) {
    return new TreeSet<>(Arrays.stream(values).map(name).toList());
  }
}
