package io.barograph.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateReport;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.formats.inspect.StateAnswerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The state of a job for programs: items as in the topic of answers, put together. */
public final class StateJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StateAnswer.Answerer NOBODY =
      new StateAnswer.Answerer(new StateAnswer.Scope("", List.of(), 0), "", 0, 0, 1);

  private StateJson() {}

  /** What some jobs have answered. */
  public static ArrayNode of(Collection<StateReport> reports) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    reports.forEach(report -> all.add(of(report)));
    return all;
  }

  /** What one job has answered. */
  public static ObjectNode of(StateReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("job", report.job());
    json.put("truncated", report.isTruncated());
    report.missing().forEach(json.putArray("missing")::add);
    ArrayNode series = json.putArray("series");
    report.series().forEach(one -> series.add(item("series", one)));
    ArrayNode alerts = json.putArray("alerts");
    report.alerts().forEach(alert -> alerts.add(alert(alert, report)));
    ArrayNode rules = json.putArray("rules");
    report.rules().forEach(rule -> rules.add(item("rules", rule)));
    return json;
  }

  private static ObjectNode alert(InspectedAlert alert, StateReport report) {
    ObjectNode json = item("alerts", alert);
    alert.changesAt().ifPresent(tick -> json.put("changesAt", Instant.ofEpochMilli(tick) + ""));
    ArrayNode restsOn = json.putArray("restsOn");
    report.supportsOf(alert).forEach(one -> restsOn.add(item("supports", one)));
    return json;
  }

  private static ObjectNode item(String field, Object item) {
    StateAnswer answer =
        new StateAnswer(
            "",
            NOBODY,
            false,
            item instanceof InspectedSeries series ? List.of(series) : List.of(),
            item instanceof InspectedAlert alert ? List.of(alert) : List.of(),
            item instanceof SupportingSeries support ? List.of(support) : List.of(),
            item instanceof InspectedRule rule ? List.of(rule) : List.of());
    try {
      JsonNode json = JSON.readTree(StateAnswerJson.encode(answer));
      return (ObjectNode) json.path(field).path(0);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
