package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.job.AlertTimeline.Span;
import io.barograph.core.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTimelineTest {
  private static final Labels HIGH = Labels.of("alertname", "High", "host", "a");

  @Test
  void readsSpansOffTheSamplesOfBothStates() throws Exception {
    JsonNode matrix =
        new ObjectMapper()
            .readTree(
                """
                [{"metric": {"__name__": "ALERTS", "alertname": "High", "host": "a",
                             "alertstate": "firing"},
                  "values": [[12.5, "1"], [17.5, "1"], [37.5, "1"]]},
                 {"metric": {"__name__": "ALERTS", "alertname": "High", "host": "a",
                             "alertstate": "pending"},
                  "values": [[2.5, "1"], [7.5, "1"]]}]
                """);
    assertThat(AlertTimeline.ofSamples(matrix, name -> 5_000))
        .containsOnlyKeys(HIGH)
        .containsValue(
            timeline(
                new Span("pending", 2_500, 12_500),
                new Span("firing", 12_500, 22_500),
                new Span("firing", 37_500, 42_500)));
  }

  @Test
  void readsSpansOffTransitions() {
    assertThat(
            AlertTimeline.ofTransitions(
                List.of(
                    transition("pending", 5),
                    transition("firing", 10),
                    transition("resolved", 20),
                    transition("pending", 25),
                    transition("inactive", 30),
                    transition("firing", 40))))
        .containsOnlyKeys(HIGH)
        .containsValue(
            timeline(
                new Span("pending", 5_000, 10_000),
                new Span("firing", 10_000, 20_000),
                new Span("pending", 25_000, 30_000),
                new Span("firing", 40_000, Long.MAX_VALUE)));
  }

  @Test
  void leavesOutWhatIsThereAtAnEdgeOnlyAndCutsTheRest() {
    AlertTimeline timeline =
        timeline(
            new Span("firing", 0, 14_000),
            new Span("pending", 9_000, 30_000),
            new Span("firing", 30_000, Long.MAX_VALUE),
            new Span("firing", 96_000, Long.MAX_VALUE));
    assertThat(timeline.between(10_000, 100_000, 5_000))
        .isEqualTo(
            timeline(new Span("pending", 10_000, 30_000), new Span("firing", 30_000, 100_000)));
  }

  @Test
  void differsByStatesAndByMoreThanTheTolerance() {
    AlertTimeline one = timeline(new Span("firing", 10_000, 20_000));
    assertThat(one.difference(timeline(new Span("firing", 15_000, 15_000)), 5_000)).isEmpty();
    assertThat(one.difference(timeline(new Span("firing", 15_001, 20_000)), 5_000)).isPresent();
    assertThat(one.difference(timeline(new Span("firing", 10_000, 14_999)), 5_000)).isPresent();
    assertThat(one.difference(timeline(new Span("pending", 10_000, 20_000)), 5_000)).isPresent();
    assertThat(one.difference(timeline(), 5_000)).isPresent();
  }

  private static AlertTimeline timeline(Span... spans) {
    return new AlertTimeline(List.of(spans));
  }

  private static JsonNode transition(String status, int second) {
    return JobTopics.parse(
        """
        {"status": "%s", "updatedAt": "1970-01-01T00:00:%02dZ",
         "labels": {"alertname": "High", "host": "a"}}"""
            .formatted(status, second));
  }
}
