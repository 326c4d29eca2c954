package io.barograph.core.template;

import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoMap;
import io.barograph.core.template.GoValue.GoStruct;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The methods that templates can call on values. */
final class ValueMethods {
  private ValueMethods() {}

  /** The method of that name of a value, or null. */
  static TemplateFunction of(Object receiver, String name) {
    if (receiver instanceof Instant
        || receiver instanceof ZonedDateTime
        || receiver instanceof Duration) {
      return TimeMethods.of(receiver, name);
    }
    if (receiver instanceof GoMap map && map.type().equals(MessageValues.KV)) {
      return ofLabels(map, name);
    }
    if (receiver instanceof GoList list) {
      return switch (list.type()) {
        case MessageValues.PAIRS -> ofPairs(list, name);
        case MessageValues.ALERTS -> ofAlerts(list, name);
        default -> null;
      };
    }
    return null;
  }

  private static TemplateFunction ofLabels(GoMap labels, String name) {
    return switch (name) {
      case "SortedPairs" -> constant(name, MessageValues.sortedPairs(labels));
      case "Names", "Values", "String" -> ofPairs(MessageValues.sortedPairs(labels), name);
      case "Remove" ->
          TemplateFunction.of(
              name, List.of(Parameter.STRINGS), (data, in) -> without(labels, (GoList) in.get(0)));
      default -> null;
    };
  }

  private static TemplateFunction ofPairs(GoList pairs, String name) {
    return switch (name) {
      case "Names" -> constant(name, MessageValues.column(pairs, "Name"));
      case "Values" -> constant(name, MessageValues.column(pairs, "Value"));
      case "String" -> constant(name, MessageValues.text(pairs));
      default -> null;
    };
  }

  private static TemplateFunction ofAlerts(GoList alerts, String name) {
    return switch (name) {
      case "Firing" -> constant(name, withStatus(alerts, "firing"));
      case "Resolved" -> constant(name, withStatus(alerts, "resolved"));
      default -> null;
    };
  }

  private static GoList withStatus(GoList alerts, String status) {
    List<Object> chosen =
        alerts.items().stream()
            .filter(alert -> status.equals(((GoStruct) alert).fields().get("Status")))
            .toList();
    return new GoList("[]template.Alert", chosen);
  }

  private static GoMap without(GoMap labels, GoList names) {
    Map<String, Object> rest = new TreeMap<>(labels.entries());
    rest.keySet().removeAll(names.items());
    return new GoMap(labels.type(), rest, labels.zero());
  }

  private static TemplateFunction constant(String name, Object value) {
    return TemplateFunction.of(name, List.of(), (data, in) -> value);
  }
}
