package io.barograph.promql.routing;

import io.barograph.core.route.OnCallRota;
import io.barograph.core.route.OnCallRota.Layer;
import io.barograph.core.route.OnCallRota.StandIn;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads on-call rotas. */
final class RotaReader {
  private static final List<String> FIELDS = List.of("name", "zone", "layers", "overrides");
  private static final List<String> LAYER_FIELDS =
      List.of("people", "first", "handover", "every", "active");
  private static final List<String> OVERRIDE_FIELDS = List.of("who", "from", "to");
  private static final Duration DAY = Duration.ofDays(1);

  private final YamlReader yaml;
  private final Consumer<String> entry;
  private final TimeIntervalReader intervals;
  private final Set<String> people;

  /**
   * A reader of rotas.
   *
   * @param entry is told which rota is being read
   * @param people the names that rotas may use
   */
  RotaReader(YamlReader yaml, Consumer<String> entry, Set<String> people) {
    this.yaml = yaml;
    this.entry = entry;
    this.intervals = new TimeIntervalReader(yaml, what -> {});
    this.people = people;
  }

  OnCallRota read(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a rota", FIELDS);
    String name = yaml.text(fields.get("name"));
    entry.accept("rota \"%s\"".formatted(name));
    if (name.isEmpty()) {
      yaml.report(node, "name", "must be set: a rota is asked for by its name");
    }
    ZoneId zone = intervals.zone(fields.get("zone"));
    List<Layer> layers = new ArrayList<>();
    for (Node layer : yaml.items(fields.get("layers"))) {
      layer(layer).ifPresent(layers::add);
    }
    List<StandIn> overrides = new ArrayList<>();
    for (Node override : yaml.items(fields.get("overrides"))) {
      override(override, zone).ifPresent(overrides::add);
    }
    return new OnCallRota(name, zone, layers, overrides);
  }

  private Optional<Layer> layer(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a layer", LAYER_FIELDS);
    List<String> turns = new ArrayList<>();
    YamlField people = fields.get("people");
    for (Node item : yaml.items(people)) {
      turns.add(person(new YamlField(people.name(), item, item)));
    }
    if (turns.isEmpty()) {
      yaml.report(node, "people", "must name at least one");
    }
    Optional<LocalDate> first = time(node, fields, "first", LocalDate::parse, "2026-01-05");
    Optional<LocalTime> handover = time(node, fields, "handover", LocalTime::parse, "09:00");
    Optional<Integer> days = days(node, fields.get("every"));
    if (turns.isEmpty() || first.isEmpty() || handover.isEmpty() || days.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Layer(
            turns,
            first.get(),
            handover.get(),
            days.get(),
            intervals.intervals(fields.get("active"))));
  }

  private Optional<Integer> days(Node node, YamlField field) {
    Optional<Duration> every = yaml.duration(field);
    if (every.isPresent()
        && every.get().compareTo(DAY) >= 0
        && every.get().compareTo(DAY.multipliedBy(366)) <= 0
        && every.get().toMillis() % DAY.toMillis() == 0) {
      return Optional.of((int) every.get().toDays());
    }
    if (every.isPresent() || yaml.text(field).isEmpty()) {
      yaml.report(
          field == null ? node : field.value(),
          "every",
          "must be 1 to 366 whole days, as 1d or 1w");
    }
    return Optional.empty();
  }

  private Optional<StandIn> override(Node node, ZoneId zone) {
    Map<String, YamlField> fields = yaml.fields(node, "an override", OVERRIDE_FIELDS);
    String who = person(fields.get("who"));
    if (who.isEmpty()) {
      yaml.report(node, "who", "must be set: who stands in");
    }
    Optional<LocalDateTime> from = localTime(node, fields, "from");
    Optional<LocalDateTime> to = localTime(node, fields, "to");
    if (who.isEmpty() || from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new StandIn(who, millis(from.get(), zone), millis(to.get(), zone)));
    } catch (IllegalArgumentException invalid) {
      yaml.report(node, "to", "must be after from");
      return Optional.empty();
    }
  }

  private Optional<LocalDateTime> localTime(Node node, Map<String, YamlField> fields, String name) {
    return time(node, fields, name, LocalDateTime::parse, "2026-01-05T09:00");
  }

  private <T> Optional<T> time(
      Node node,
      Map<String, YamlField> fields,
      String name,
      Function<String, T> parse,
      String example) {
    YamlField field = fields.get(name);
    try {
      return Optional.of(parse.apply(yaml.text(field)));
    } catch (DateTimeException invalid) {
      yaml.report(
          field == null ? node : field.value(),
          name,
          "must be written as %s, was \"%s\"".formatted(example, yaml.text(field)));
      return Optional.empty();
    }
  }

  private String person(YamlField field) {
    String name = yaml.text(field);
    if (!name.isEmpty() && !people.contains(name)) {
      yaml.report(
          field.value(), field.name(), "names \"%s\", whom people does not".formatted(name));
    }
    return name;
  }

  private static long millis(LocalDateTime time, ZoneId zone) {
    return time.atZone(zone).toInstant().toEpochMilli();
  }
}
