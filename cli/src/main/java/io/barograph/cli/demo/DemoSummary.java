package io.barograph.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertEvent;
import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.live.Telemetry;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.TopicDefinition;
import io.barograph.cli.stack.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** What a demonstration came to, in figures that the servers count themselves. */
final class DemoSummary {
  private final Stack stack;
  private final TopicCatalogue catalogue;
  private final AlertLine line;
  private final Consumer<String> says;

  DemoSummary(Stack stack, TopicCatalogue catalogue, AlertLine line, Consumer<String> says) {
    this.stack = stack;
    this.catalogue = catalogue;
    this.line = line;
    this.says = says;
  }

  /**
   * Prints the summary and the verdict.
   *
   * @param up when the stack was up
   * @return true if every fault has its alert, fired, resolved and indexed
   */
  boolean print(
      Instant up,
      List<FaultOutcome> outcomes,
      List<AlertEvent> events,
      Telemetry telemetry,
      JobRun job)
      throws InterruptedException {
    says.accept("");
    says.accept("summary");
    job(job);
    topics(telemetry);
    indices();
    says.accept("faults");
    outcomes.forEach(this::outcome);
    firstAlert(up, events);
    long complete = outcomes.stream().filter(this::isCompleteAndIndexed).count();
    says.accept("");
    says.accept(
        "%d of %d announced faults were seen firing and resolved, in Kafka and in Elasticsearch"
            .formatted(complete, outcomes.size()));
    return complete == outcomes.size();
  }

  private void job(JobRun job) {
    JsonNode state = job.read(stack.ports(), stack.http()).orElse(null);
    says.accept(
        "  job                                   %s"
            .formatted(state == null ? "unknown" : state.path("state").asText()));
  }

  private void topics(Telemetry telemetry) throws InterruptedException {
    try (Topics topics = new Topics(stack.ports().kafkaAddress())) {
      SortedMap<String, Long> ends =
          topics.endOffsets(catalogue.all().stream().map(TopicDefinition::name).toList());
      SortedMap<String, SortedMap<String, Long>> committed = topics.committedOffsets();
      ends.forEach((topic, end) -> says.accept(topicLine(topic, end, committed)));
    }
    if (telemetry.failed() > 0) {
      says.accept("  %,d records could not be written".formatted(telemetry.failed()));
    }
  }

  private static String topicLine(
      String topic, long end, SortedMap<String, SortedMap<String, Long>> committed) {
    StringBuilder text = new StringBuilder("  topic  %-26s %,10d records".formatted(topic, end));
    committed.forEach(
        (group, offsets) -> {
          if (offsets.containsKey(topic)) {
            text.append(", %s has read %,d".formatted(group, offsets.get(topic)));
          }
        });
    return text.toString();
  }

  private void indices() {
    Http http = stack.http();
    String url = stack.ports().elasticsearchUrl();
    http.get(url + "/barograph-*/_refresh");
    http.get(url + "/_cat/indices/barograph-*?format=json&s=index")
        .ifPresent(
            indices -> {
              for (JsonNode index : indices) {
                says.accept(
                    "  index  %-26s %,10d documents"
                        .formatted(
                            index.path("index").asText(), index.path("docs.count").asLong()));
              }
            });
  }

  private void outcome(FaultOutcome outcome) {
    String fired =
        outcome
            .fired()
            .flatMap(AlertEvent::startsAt)
            .map(at -> fired(outcome.began(), at))
            .orElse("did not fire");
    String resolved =
        outcome
            .resolved()
            .flatMap(AlertEvent::endsAt)
            .map(at -> "resolved after " + seconds(outcome.began(), at))
            .orElse("did not resolve");
    String indexed = isIndexed(outcome) ? "indexed" : "not indexed";
    says.accept(
        "  %s  %-24s %s, %s, %s"
            .formatted(
                line.time(outcome.began()),
                outcome.scheduled().fault().alertName(),
                fired,
                resolved,
                indexed));
  }

  private static String fired(Instant began, Instant at) {
    return at.isBefore(began) ? "was firing already" : "fired after " + seconds(began, at);
  }

  private void firstAlert(Instant up, List<AlertEvent> events) {
    events.stream()
        .filter(event -> event.status().equals("firing"))
        .filter(event -> !"none".equals(event.labels().get("severity"))) // a watchdog is no alert
        .filter(event -> event.updatedAt().isAfter(up))
        .findFirst()
        .ifPresent(
            event ->
                says.accept(
                    "first alert %s after the stack was up: %s"
                        .formatted(seconds(up, event.updatedAt()), event.name())));
  }

  private boolean isCompleteAndIndexed(FaultOutcome outcome) {
    return outcome.isComplete() && isIndexed(outcome);
  }

  /** True if Elasticsearch has the document of the outcome's alert. */
  private boolean isIndexed(FaultOutcome outcome) {
    return outcome
        .fired()
        .flatMap(
            alert ->
                stack
                    .http()
                    .get(
                        stack.ports().elasticsearchUrl()
                            + "/barograph-alerts-*/_search?size=0&q=_id:"
                            + alert.id()))
        .filter(found -> found.at("/hits/total/value").asInt() > 0)
        .isPresent();
  }

  private static String seconds(Instant from, Instant to) {
    return AlertLine.duration(Duration.between(from, to));
  }
}
