package io.barograph.promql.routing;

import io.barograph.core.route.CalendarSpans;
import io.barograph.core.route.TimeInterval;
import io.barograph.core.route.TimeIntervals;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the named time intervals. */
final class TimeIntervalReader {
  private static final List<String> NAMED_FIELDS = List.of("name", "time_intervals");
  private static final List<String> INTERVAL_FIELDS =
      List.of("times", "weekdays", "days_of_month", "months", "years", "location");
  private static final List<String> TIME_FIELDS = List.of("start_time", "end_time");

  private final YamlReader yaml;
  private final Consumer<String> entry;

  /**
   * A reader of intervals.
   *
   * @param entry is told which interval is being read
   */
  TimeIntervalReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entry = entry;
  }

  /**
   * All named intervals.
   *
   * @param muting where older files define them
   * @param general where newer files do
   */
  TimeIntervals read(YamlField muting, YamlField general) {
    Map<String, List<TimeInterval>> byName = new LinkedHashMap<>();
    List<Node> all = new ArrayList<>(yaml.items(muting));
    all.addAll(yaml.items(general));
    for (Node node : all) {
      Map<String, YamlField> fields = yaml.fields(node, "a time interval", NAMED_FIELDS);
      String name = yaml.text(fields.get("name"));
      entry.accept("time interval \"%s\"".formatted(name));
      if (name.isEmpty()) {
        yaml.report(node, "name", "must be set: routes name time intervals");
      } else if (byName.containsKey(name)) {
        yaml.report(node, "name", "stands twice: give each time interval its own");
      }
      byName.put(name, intervals(fields.get("time_intervals")));
    }
    entry.accept("");
    return new TimeIntervals(byName);
  }

  /** The intervals in a list. */
  List<TimeInterval> intervals(YamlField field) {
    List<TimeInterval> intervals = new ArrayList<>();
    for (Node node : yaml.items(field)) {
      Map<String, YamlField> fields = yaml.fields(node, "an interval", INTERVAL_FIELDS);
      intervals.add(
          new TimeInterval(
              list(fields.get("times"), this::time),
              spans(fields.get("weekdays"), CalendarSpans::weekdays),
              spans(fields.get("days_of_month"), CalendarSpans::daysOfMonth),
              spans(fields.get("months"), CalendarSpans::months),
              spans(fields.get("years"), CalendarSpans::years),
              zone(fields.get("location"))));
    }
    return intervals;
  }

  private TimeInterval.MinuteSpan time(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a time", TIME_FIELDS);
    return CalendarSpans.time(
        yaml.text(fields.get("start_time")), yaml.text(fields.get("end_time")));
  }

  private List<TimeInterval.Span> spans(YamlField field, Function<String, TimeInterval.Span> span) {
    return list(field, node -> span.apply(yaml.text(new YamlField(field.name(), node, node))));
  }

  private <T> List<T> list(YamlField field, Function<Node, T> item) {
    List<T> items = new ArrayList<>();
    for (Node node : yaml.items(field)) {
      try {
        items.add(item.apply(node));
      } catch (IllegalArgumentException invalid) {
        yaml.report(node, field.name(), invalid.getMessage());
      }
    }
    if (field != null && MatcherReader.isEmpty(field.value())) {
      yaml.report(field.value(), field.name(), "must not be empty: leave it out for any");
    }
    return items;
  }

  /** A time zone; UTC where none is set. */
  ZoneId zone(YamlField field) {
    String name = yaml.text(field);
    if (name.isEmpty() || name.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    yaml.report(
        field.value(),
        field.name(),
        "must be a time zone, as Asia/Shanghai, was \"%s\"".formatted(name));
    return ZoneOffset.UTC;
  }
}
