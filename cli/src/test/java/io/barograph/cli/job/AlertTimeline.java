package io.barograph.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * When one alert was pending and when it was firing.
 *
 * @param spans in the order of time
 */
record AlertTimeline(List<Span> spans) {
  private static final String STATE = "alertstate";

  AlertTimeline {
    spans = spans.stream().sorted(Comparator.comparingLong(Span::from)).toList();
  }

  /**
   * A time in one state.
   *
   * @param state {@code pending} or {@code firing}
   * @param from the tick at which it began, milliseconds since the epoch
   * @param to the tick at which it was over; {@link Long#MAX_VALUE} if it lasts
   */
  record Span(String state, long from, long to) {
    @Override
    public String toString() {
      return "%s %.1f to %.1f".formatted(state, from / 1e3, to / 1e3);
    }
  }

  /**
   * The timelines of all alerts by their labels, from what Prometheus answers to {@code
   * ALERTS[...]}.
   *
   * @param intervalOf the evaluation interval of an alert, milliseconds
   */
  static SortedMap<Labels, AlertTimeline> ofSamples(
      JsonNode matrix, ToLongFunction<String> intervalOf) {
    SortedMap<Labels, List<Span>> spans = new TreeMap<>();
    for (JsonNode series : matrix) {
      Labels.Builder labels = Labels.builder();
      series
          .path("metric")
          .properties()
          .forEach(label -> labels.add(label.getKey(), label.getValue().asText()));
      Labels all = labels.build();
      long interval = intervalOf.applyAsLong(all.get(Labels.ALERT_NAME));
      List<Span> found =
          spans.computeIfAbsent(
              all.without(STATE).without(Labels.METRIC_NAME), any -> new ArrayList<>());
      long from = Long.MIN_VALUE;
      long last = Long.MIN_VALUE;
      for (JsonNode sample : series.path("values")) {
        long time = Math.round(sample.get(0).asDouble() * 1_000);
        if (last != Long.MIN_VALUE && time - last > 3 * interval / 2) {
          found.add(new Span(all.get(STATE), from, last + interval));
          from = time;
        } else if (last == Long.MIN_VALUE) {
          from = time;
        }
        last = time;
      }
      found.add(new Span(all.get(STATE), from, last + interval));
    }
    return timelines(spans);
  }

  /** The timelines of all alerts by their labels, from transitions in the order of time. */
  static SortedMap<Labels, AlertTimeline> ofTransitions(List<JsonNode> transitions) {
    SortedMap<Labels, List<Span>> spans = new TreeMap<>();
    Map<Labels, Span> open = new HashMap<>();
    for (JsonNode alert : transitions) {
      Labels.Builder builder = Labels.builder();
      alert
          .path("labels")
          .properties()
          .forEach(label -> builder.add(label.getKey(), label.getValue().asText()));
      Labels labels = builder.build();
      String status = alert.path("status").asText();
      long tick = JobTopics.updatedAt(alert);
      Span before = open.remove(labels);
      if (before != null) {
        spans
            .computeIfAbsent(labels, any -> new ArrayList<>())
            .add(new Span(before.state(), before.from(), tick));
      }
      if (status.equals("pending") || status.equals("firing")) {
        open.put(labels, new Span(status, tick, Long.MAX_VALUE));
      }
    }
    open.forEach(
        (labels, span) -> spans.computeIfAbsent(labels, any -> new ArrayList<>()).add(span));
    return timelines(spans);
  }

  /**
   * What lies between two times.
   *
   * @param edge spans that end so soon after {@code from}, or begin so shortly before {@code
   *     until}, are left out
   */
  AlertTimeline between(long from, long until, long edge) {
    return new AlertTimeline(
        spans.stream()
            .filter(span -> span.to() > from + edge && span.from() < until - edge)
            .map(
                span ->
                    new Span(span.state(), Math.max(span.from(), from), Math.min(span.to(), until)))
            .toList());
  }

  /** What is different in {@code other}, if anything is by more than {@code toleranceMillis}. */
  Optional<String> difference(AlertTimeline other, long toleranceMillis) {
    if (!states().equals(other.states())) {
      return Optional.of("%s, not %s".formatted(other.states(), states()));
    }
    for (int i = 0; i < spans.size(); i++) {
      long begin = other.spans.get(i).from() - spans.get(i).from();
      long end = other.spans.get(i).to() - spans.get(i).to();
      if (Math.max(Math.abs(begin), Math.abs(end)) > toleranceMillis) {
        return Optional.of(
            "%s begins %.1f s and ends %.1f s later"
                .formatted(spans.get(i).state(), begin / 1e3, end / 1e3));
      }
    }
    return Optional.empty();
  }

  private List<String> states() {
    return spans.stream().map(Span::state).toList();
  }

  private static SortedMap<Labels, AlertTimeline> timelines(Map<Labels, List<Span>> spans) {
    SortedMap<Labels, AlertTimeline> timelines = new TreeMap<>();
    spans.forEach((labels, some) -> timelines.put(labels, new AlertTimeline(some)));
    return timelines;
  }
}
