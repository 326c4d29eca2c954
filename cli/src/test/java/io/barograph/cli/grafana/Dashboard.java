package io.barograph.cli.grafana;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A Grafana dashboard, as far as it speaks of metrics and alerts. */
record Dashboard(JsonNode json, List<Panel> panels) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * A panel that draws something; rows are none.
   *
   * @param description names the alert whose figure it draws, if it does
   * @param expressions what it draws
   * @param thresholds the limits that it marks
   */
  record Panel(JsonNode json, String description, List<Expr> expressions, List<Double> thresholds) {
    /** True if it draws the figure of the alert. */
    boolean shows(String alertName) {
      return description.startsWith("Alert " + alertName + ":");
    }

    Set<String> metrics() {
      Set<String> metrics = new TreeSet<>();
      expressions.forEach(expr -> metrics.addAll(Dashboard.metrics(expr)));
      return metrics;
    }
  }

  static Dashboard read(Path file) throws IOException, ParseException {
    JsonNode json = MAPPER.readTree(file.toFile());
    List<Panel> panels = new ArrayList<>();
    for (JsonNode panel : json.get("panels")) {
      if (!panel.get("type").textValue().equals("row")) {
        panels.add(panel(panel));
      }
    }
    return new Dashboard(json, panels);
  }

  private static Panel panel(JsonNode json) throws ParseException {
    List<Expr> expressions = new ArrayList<>();
    for (JsonNode target : json.get("targets")) {
      expressions.add(Parser.parse(target.get("expr").textValue()));
    }
    List<Double> thresholds = new ArrayList<>();
    for (JsonNode step : json.at("/fieldConfig/defaults/thresholds/steps")) {
      if (step.get("value").isNumber()) {
        thresholds.add(step.get("value").doubleValue());
      }
    }
    return new Panel(json, json.path("description").asText(), expressions, thresholds);
  }

  /** The metrics that an expression reads. */
  static Set<String> metrics(Expr expr) {
    Set<String> metrics = new TreeSet<>();
    Leaves.of(expr).forEach(selector -> metrics.add(selector.name()));
    return metrics;
  }
}
