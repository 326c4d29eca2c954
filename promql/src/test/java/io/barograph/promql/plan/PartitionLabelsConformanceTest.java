package io.barograph.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.promql.SharedData;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.plan.PartitionLabels.Routing;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The partition labels of public rules, as they were checked against Prometheus's engine. */
class PartitionLabelsConformanceTest {
  private static final int RULES = 1_833;

  @Test
  void agreesForEveryRule() throws Exception {
    List<String> failures = new ArrayList<>();
    int rules = 0;
    for (String line : Files.readAllLines(SharedData.promql("partition-expect.jsonl"))) {
      JsonNode rule = new ObjectMapper().readTree(line);
      Expr expr = Parser.parse(rule.path("expr").asText());
      List<String> ruleLabels = strings(rule.path("ruleLabels"));
      List<String> differences = new ArrayList<>();
      compare(differences, "K", names(rule.path("K")), key(expr, ruleLabels, Routing.OWN_LABELS));
      compare(
          differences, "K_ext", names(rule.path("K_ext")), key(expr, ruleLabels, Routing.EXTENDED));
      compare(
          differences,
          "constants",
          constants(rule.path("constLabels")),
          PartitionLabels.of(expr, Routing.EXTENDED).constants());
      compare(
          differences,
          "nonEmptyOnNoData",
          rule.path("nonEmptyOnNoData").asBoolean(),
          SilentResult.isPossible(expr));
      compare(differences, "twoStage", traffic(rule), Traffic.of(expr));
      if (!differences.isEmpty()) {
        failures.add(rule.path("name").asText() + ": " + differences + " " + rule.path("expr"));
      }
      rules++;
    }
    System.out.printf(
        "partition labels: %d passed, %d failed, 0 skipped%n",
        rules - failures.size(), failures.size());
    assertThat(failures).isEmpty();
    assertThat(rules).isGreaterThanOrEqualTo(RULES);
  }

  private static LabelNames key(Expr expr, List<String> ruleLabels, Routing routing) {
    return PartitionLabels.ofRule(expr, ruleLabels, routing).key();
  }

  private static LabelNames names(JsonNode key) {
    return new LabelNames(
        key.get(0).asText().equals("ALL_EXCEPT"), List.copyOf(new TreeSet<>(strings(key.get(1)))));
  }

  private static Map<String, String> constants(JsonNode object) {
    Map<String, String> constants = new TreeMap<>();
    object.properties().forEach(entry -> constants.put(entry.getKey(), entry.getValue().asText()));
    return constants;
  }

  private static Traffic traffic(JsonNode rule) {
    return switch (rule.path("twoStage").asText()) {
      case "alg" -> Traffic.PARTIALS;
      case "val" -> Traffic.VALUES;
      case "raw" -> Traffic.ELEMENTS;
      case "none" -> Traffic.NONE;
      default -> throw new IllegalArgumentException(rule.path("twoStage").asText());
    };
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(text -> strings.add(text.asText()));
    return strings;
  }

  private static void compare(
      List<String> differences, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add("%s is %s, not %s".formatted(what, actual, expected));
    }
  }
}
