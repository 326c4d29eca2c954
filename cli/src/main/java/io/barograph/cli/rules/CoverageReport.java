package io.barograph.cli.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.promql.coverage.RuleCoverage;
import io.barograph.promql.coverage.RuleCoverage.Watched;
import java.util.ArrayList;
import java.util.List;

/** A rule coverage as people and tools read it. */
public record CoverageReport(RuleCoverage coverage) {
  /** A number and a list for each of metrics, services, strategies and rules. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "metrics", coverage.metrics());
    add(lines, "services", coverage.services());
    add(lines, "strategies", coverage.strategies());
    int idle = coverage.idleRules().size();
    lines.add(
        "rules: %d of %d read a metric of the list"
            .formatted(coverage.rules() - idle, coverage.rules()));
    addList(lines, "reading none", coverage.idleRules());
    coverage
        .alerts()
        .ifPresent(
            alerts -> {
              lines.add("alerts: %d of %d have fired".formatted(alerts.count(), alerts.total()));
              addList(lines, "never fired", alerts.without());
            });
    coverage
        .firedAlerts()
        .ifPresent(
            alerts -> {
              lines.add(
                  "fired alerts: %d of %d were acted on".formatted(alerts.count(), alerts.total()));
              addList(lines, "never acted on", alerts.without());
            });
    return lines;
  }

  /** The same as one object. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("metrics", json(coverage.metrics()));
    json.set("services", json(coverage.services()));
    json.set("strategies", json(coverage.strategies()));
    ObjectNode rules = json.putObject("rules").put("total", coverage.rules());
    coverage.idleRules().forEach(rules.putArray("idle")::add);
    coverage
        .alerts()
        .ifPresent(
            alerts -> {
              ObjectNode fired = json.putObject("alerts").put("total", alerts.total());
              alerts.without().forEach(fired.putArray("neverFired")::add);
            });
    coverage
        .firedAlerts()
        .ifPresent(
            alerts -> {
              ObjectNode acted = json.putObject("firedAlerts").put("total", alerts.total());
              alerts.without().forEach(acted.putArray("neverActedOn")::add);
            });
    return json;
  }

  private static void add(List<String> lines, String what, Watched watched) {
    if (watched.total() > 0) {
      lines.add("%s: %d of %d have a rule".formatted(what, watched.count(), watched.total()));
      addList(lines, "without a rule", watched.without());
    }
  }

  private static void addList(List<String> lines, String title, List<String> names) {
    if (!names.isEmpty()) {
      lines.add("  " + title + ":");
      names.forEach(name -> lines.add("    " + name));
    }
  }

  private static ObjectNode json(Watched watched) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", watched.total());
    watched.without().forEach(json.putArray("without")::add);
    return json;
  }
}
