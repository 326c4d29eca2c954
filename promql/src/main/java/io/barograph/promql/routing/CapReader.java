package io.barograph.promql.routing;

import io.barograph.core.route.ReceiverCap;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how much receivers are told at most. */
final class CapReader {
  private static final List<String> FIELDS = List.of("receiver", "notifications", "per");
  private static final int MAX_NOTIFICATIONS = 10_000;
  private static final Duration MAX_SPAN = Duration.ofDays(1);

  private final YamlReader yaml;
  private final Consumer<String> entry;
  private final Set<String> receivers;

  /**
   * A reader of caps.
   *
   * @param entry is told which cap is being read
   * @param receivers the names of those that can have one
   */
  CapReader(YamlReader yaml, Consumer<String> entry, Set<String> receivers) {
    this.yaml = yaml;
    this.entry = entry;
    this.receivers = receivers;
  }

  Map<String, ReceiverCap> read(YamlField field) {
    Map<String, ReceiverCap> caps = new LinkedHashMap<>();
    for (Node node : yaml.items(field)) {
      Map<String, YamlField> fields = yaml.fields(node, "a cap", FIELDS);
      String receiver = yaml.text(fields.get("receiver"));
      entry.accept("cap of \"%s\"".formatted(receiver));
      Optional<Integer> notifications = notifications(node, fields.get("notifications"));
      Optional<Duration> per = per(node, fields.get("per"));
      if (!receivers.contains(receiver)) {
        yaml.report(
            node,
            "receiver",
            "names \"%s\", which is no receiver; there are %s"
                .formatted(receiver, String.join(", ", receivers)));
      } else if (caps.containsKey(receiver)) {
        yaml.report(node, "receiver", "has two caps: remove one");
      } else if (notifications.isPresent() && per.isPresent()) {
        caps.put(receiver, new ReceiverCap(notifications.get(), per.get().toMillis()));
      }
      entry.accept("");
    }
    return caps;
  }

  private Optional<Integer> notifications(Node node, YamlField field) {
    try {
      int count = Integer.parseInt(yaml.text(field));
      if (count >= 1 && count <= MAX_NOTIFICATIONS) {
        return Optional.of(count);
      }
    } catch (NumberFormatException invalid) {
      // it is told below what would be right
    }
    yaml.report(
        field == null ? node : field.value(),
        "notifications",
        "must be a number from 1 to %d, was \"%s\"".formatted(MAX_NOTIFICATIONS, yaml.text(field)));
    return Optional.empty();
  }

  private Optional<Duration> per(Node node, YamlField field) {
    Optional<Duration> per = yaml.duration(field);
    if (per.isPresent() && per.get().toMillis() >= 1 && per.get().compareTo(MAX_SPAN) <= 0) {
      return per;
    }
    if (per.isPresent() || yaml.text(field).isEmpty()) {
      yaml.report(
          field == null ? node : field.value(), "per", "must be 1ms to 1d, as 1h: in which time");
    }
    return Optional.empty();
  }
}
