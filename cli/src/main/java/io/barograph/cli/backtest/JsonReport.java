package io.barograph.cli.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a backtest found, as one JSON document; docs/backtest.md describes it. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** The document, indented, without a line end. */
  public static String of(Findings findings) {
    BacktestResult result = findings.result();
    ObjectNode json = JSON.createObjectNode();
    input(result, json.putObject("input"));
    ArrayNode rules = json.putArray("rules");
    result.byRule().forEach((rule, of) -> rule(rule, of, rules.addObject()));
    ArrayNode hours = json.putArray("hours");
    result
        .byHour()
        .forEach(
            (hour, counts) -> {
              ObjectNode one = hours.addObject().put("hour", hour.toString());
              ObjectNode fired = one.putObject("fired");
              counts.forEach(fired::put);
            });
    alerts(result.episodes(), result.endOfData(), json.putArray("alerts"));
    findings
        .notifications()
        .ifPresent(told -> notifications(told, json.putObject("notifications")));
    findings.detection().ifPresent(detection -> detection(detection, json.putObject("detection")));
    findings
        .comparison()
        .ifPresent(
            comparison -> comparison(comparison, result.endOfData(), json.putObject("comparison")));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void input(BacktestResult result, ObjectNode json) {
    InputReport input = result.input();
    json.put("samples", input.samples()).put("series", input.series());
    input.from().ifPresent(from -> json.put("from", from.toString()));
    input.to().ifPresent(to -> json.put("to", to.toString()));
    json.put("leftOut", input.leftOut());
    json.put("deadLetters", input.deadLetters());
    json.put("refusedSeries", result.refusedSeries());
    input.leftOutRules().forEach(json.putArray("leftOutRules")::add);
    if (input.fromTopics()) {
      input.notes().forEach(json.putArray("notes")::add);
    }
    ArrayNode files = json.putArray(input.fromTopics() ? "topics" : "files");
    for (InputReport.OfFile file : input.files()) {
      ObjectNode one = files.addObject().put(input.fromTopics() ? "topic" : "file", file.file());
      one.put("format", file.format());
      one.put("samples", file.samples()).put("deadLetters", file.deadLetters());
      if (input.fromTopics()) {
        one.put("logs", file.logs());
      }
      ArrayNode first = one.putArray("firstDeadLetters");
      for (InputReport.DeadLine letter : file.first()) {
        ObjectNode dead = first.addObject();
        letter.partition().ifPresent(partition -> dead.put("partition", partition));
        dead.put(input.fromTopics() ? "offset" : "line", letter.line())
            .put("reason", letter.reason())
            .put("detail", letter.detail());
      }
    }
  }

  private static void rule(String rule, BacktestResult.OfRule of, ObjectNode json) {
    json.put("rule", rule)
        .put("fired", of.fired())
        .put("firingSeconds", of.firing().toMillis() / 1e3)
        .put("longestSeconds", of.longest().toMillis() / 1e3)
        .put("stillFiring", of.alive())
        .put("pendingOnly", of.pendingOnly());
  }

  private static void alerts(List<Episode> episodes, Instant endOfData, ArrayNode json) {
    for (Episode episode : episodes) {
      ObjectNode one = json.addObject();
      one.put("id", episode.id()).put("rule", episode.rule()).put("status", episode.status());
      labels(episode.labels(), one.putObject("labels"));
      one.put("activeAt", episode.activeAt().toString());
      episode.firedAt().ifPresent(at -> one.put("startsAt", at.toString()));
      episode.endedAt().ifPresent(at -> one.put("endsAt", at.toString()));
      if (episode.hasFired()) {
        one.put("firingSeconds", episode.firedFor(endOfData).toMillis() / 1e3);
      }
    }
  }

  private static void notifications(NotificationFindings found, ObjectNode json) {
    json.put("sent", found.told().total());
    found.before().ifPresent(other -> json.put("before", other.total()));
    ArrayNode receivers = json.putArray("receivers");
    for (String receiver : found.receivers()) {
      ObjectNode one = receivers.addObject().put("receiver", receiver);
      one.put("sent", found.told().of(receiver));
      found.before().ifPresent(other -> one.put("before", other.of(receiver)));
      ObjectNode reasons = one.putObject("reasons");
      found.reasons(receiver).forEach(reasons::put);
    }
  }

  private static void detection(Detection detection, ObjectNode json) {
    json.put("alerts", detection.alerts()).put("right", detection.right());
    detection.precision().ifPresent(precision -> json.put("precision", precision));
    detection.recall().ifPresent(recall -> json.put("recall", recall));
    detection
        .medianTimeToDetect()
        .ifPresent(time -> json.put("medianSecondsToDetect", time.toMillis() / 1e3));
    ArrayNode incidents = json.putArray("incidents");
    for (Detection.Outcome outcome : detection.outcomes()) {
      Incident incident = outcome.incident();
      ObjectNode one = incidents.addObject();
      one.put("name", incident.name())
          .put("from", incident.from().toString())
          .put("to", incident.to().toString());
      labels(incident.labels(), one.putObject("labels"));
      one.put("alerts", outcome.alerts());
      outcome.timeToDetect().ifPresent(time -> one.put("secondsToDetect", time.toMillis() / 1e3));
    }
  }

  /**
   * Writes a comparison.
   *
   * @param endOfData until when alerts that are still firing are counted
   */
  public static void comparison(Comparison comparison, Instant endOfData, ObjectNode json) {
    json.put("same", comparison.same());
    alerts(comparison.added(), endOfData, json.putArray("added"));
    alerts(comparison.removed(), endOfData, json.putArray("removed"));
    ArrayNode shifted = json.putArray("shifted");
    for (Comparison.Shift shift : comparison.shifted()) {
      ObjectNode one = shifted.addObject();
      labels(shift.before().labels(), one.putObject("labels"));
      one.put("startsAt", shift.before().from().toString());
      one.put("beginsLaterSeconds", shift.begins().toMillis() / 1e3);
      one.put("endsLaterSeconds", shift.ends().toMillis() / 1e3);
    }
  }

  private static void labels(Map<String, String> labels, ObjectNode json) {
    labels.forEach(json::put);
  }
}
