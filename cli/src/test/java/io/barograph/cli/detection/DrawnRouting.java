package io.barograph.cli.detection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.AlertmanagerText;
import java.util.List;
import java.util.Random;

/**
 * Trees of routes and labels of alerts that a seed draws. A file is JSON, which is YAML. What
 * Alertmanager 0.25 does not know, as an empty {@code group_by}, is not drawn.
 */
final class DrawnRouting {
  static final int RECEIVERS = 5;

  private static final int MAX_DEPTH = 3;
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> VALUES = List.of("1", "2", "x\\y", "say \"hi\"", "值");
  private static final List<String> EXPRESSIONS = List.of("1|2", ".*", ".+", "x.*", "[12]", "值?");

  private final Random random;

  DrawnRouting(long seed) {
    this.random = new Random(seed);
  }

  /** A file whose receivers call {@code webhook}, soon and again each second. */
  String file(String webhook) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ObjectNode root = file.putObject("route");
    root.put("receiver", "r0").put("group_wait", "0s").put("group_interval", "1s");
    children(root, 1);
    ArrayNode receivers = file.putArray("receivers");
    for (int i = 0; i < RECEIVERS; i++) {
      ObjectNode receiver = receivers.addObject().put("name", "r" + i);
      receiver.putArray("webhook_configs").addObject().put("url", webhook);
    }
    return file.toString();
  }

  /** A file with inhibition rules and one route. */
  String fileOfRules() {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.putObject("route").put("receiver", "r0");
    file.putArray("receivers").addObject().put("name", "r0");
    ArrayNode rules = file.putArray("inhibit_rules");
    for (int i = 0; i < 3; i++) {
      ObjectNode rule = rules.addObject();
      write(matchers(), rule.putArray("source_matchers"));
      write(matchers(), rule.putArray("target_matchers"));
      rule.putArray("equal").add(one(NAMES));
    }
    return file.toString();
  }

  /** One or two matchers. */
  List<LabelMatcher> matchers() {
    return random.nextBoolean() ? List.of(matcher()) : List.of(matcher(), matcher());
  }

  /** The labels of an alert; {@code alertname} makes it unlike others. */
  Labels alert(int number) {
    Labels.Builder labels = Labels.builder().add("alertname", "n" + number);
    for (String name : NAMES) {
      labels.add(name, random.nextInt(3) == 0 ? "" : one(VALUES));
    }
    return labels.build();
  }

  private void route(ObjectNode route, int depth) {
    if (random.nextInt(3) > 0) {
      route.put("receiver", "r" + random.nextInt(RECEIVERS));
    }
    if (random.nextBoolean()) {
      write(matchers(), route.putArray("matchers"));
    } else {
      route.putObject("match").put(one(NAMES), one(VALUES));
      if (random.nextBoolean()) {
        route.putObject("match_re").put(one(NAMES), one(EXPRESSIONS));
      }
    }
    if (random.nextInt(3) == 0) {
      ArrayNode groupBy = route.putArray("group_by");
      if (random.nextInt(3) == 0) {
        groupBy.add("...");
      } else {
        groupBy.add(one(NAMES)).add("alertname");
      }
    }
    route.put("continue", random.nextInt(3) == 0);
    children(route, depth + 1);
  }

  private void children(ObjectNode parent, int depth) {
    if (depth <= MAX_DEPTH) {
      ArrayNode routes = parent.putArray("routes");
      for (int i = depth == 1 ? 6 : random.nextInt(4); i > 0; i--) {
        route(routes.addObject(), depth);
      }
    }
  }

  private static void write(List<LabelMatcher> matchers, ArrayNode list) {
    matchers.forEach(matcher -> list.add(AlertmanagerText.matcher(matcher)));
  }

  private LabelMatcher matcher() {
    LabelMatcher.Type type = LabelMatcher.Type.values()[random.nextInt(4)];
    boolean isText = type == LabelMatcher.Type.EQUAL || type == LabelMatcher.Type.NOT_EQUAL;
    return LabelMatcher.of(type, one(NAMES), isText ? one(VALUES) : one(EXPRESSIONS));
  }

  private String one(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
