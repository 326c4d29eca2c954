package io.barograph.cli.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.routes.RouteReport.Inhibitor;
import io.barograph.cli.routes.RouteReport.Told;
import io.barograph.core.route.AlertmanagerText;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.Route;
import io.barograph.core.route.RouteTrial;
import io.barograph.core.route.RoutingConfig;
import java.util.Locale;

/**
 * Routes as JSON; times are milliseconds. Settings of channels, which can be secret, are not told.
 */
public final class RouteJson {
  private RouteJson() {}

  /** Who is told of an alert and why. */
  public static ObjectNode of(RouteReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    report.alert().toMap().forEach(json.putObject("labels")::put);
    json.put("at", report.at());
    json.set("tried", tried(report.trial()));
    ArrayNode told = json.putArray("receivers");
    report.told().forEach(one -> told.add(told(one)));
    ArrayNode inhibitors = json.putArray("inhibitRules");
    report.inhibitors().forEach(inhibitor -> inhibitors.add(inhibitor(inhibitor)));
    ArrayNode below = json.putArray("graphInhibitRules");
    report.graphInhibitors().forEach(inhibitor -> below.add(inhibitor(inhibitor)));
    ArrayNode escalations = json.putArray("escalations");
    report.escalations().forEach(escalation -> escalations.add(escalation(escalation)));
    return json;
  }

  private static ObjectNode escalation(Escalation escalation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", escalation.name())
        .put("afterMillis", escalation.condition().afterMillis())
        .put("unlessAcknowledged", escalation.condition().unlessAcknowledged())
        .put("minServices", escalation.condition().minServices())
        .put("minImpact", escalation.condition().minImpact())
        .put("minPriority", escalation.condition().minPriority().name());
    escalation.receivers().forEach(json.putArray("receivers")::add);
    return json;
  }

  /** The tree of routes. */
  public static ObjectNode of(RoutingConfig config) {
    return tree(config.root());
  }

  private static ObjectNode tried(RouteTrial trial) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("matchers", AlertmanagerText.matchers(trial.route().matchers()));
    json.put("matched", trial.matched()).put("takes", trial.takes());
    trial.refusedBy().ifPresent(by -> json.put("refusedBy", AlertmanagerText.matcher(by)));
    if (!trial.children().isEmpty()) {
      ArrayNode children = json.putArray("routes");
      trial.children().forEach(child -> children.add(tried(child)));
    }
    return json;
  }

  private static ObjectNode told(Told told) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("receiver", told.receiver().name()).put("groupKey", told.groupKey());
    told.route().labels().toMap().forEach(json.putObject("routeLabels")::put);
    timing(told.route(), json);
    ArrayNode channels = json.putArray("channels");
    told.receiver()
        .integrations()
        .forEach(
            channel ->
                channels
                    .addObject()
                    .put("name", channel.name())
                    .put("sendResolved", channel.sendResolved()));
    told.cap()
        .ifPresent(
            cap ->
                json.putObject("cap")
                    .put("notifications", cap.notifications())
                    .put("perMillis", cap.perMillis()));
    told.muting()
        .ifPresent(
            muting -> {
              json.put("muted", muting.kind().name().toLowerCase(Locale.ROOT));
              muting.names().forEach(json.putArray("mutedBy")::add);
            });
    return json;
  }

  private static ObjectNode inhibitor(Inhibitor inhibitor) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", inhibitor.number()).put("name", inhibitor.rule().name());
    json.put("source", AlertmanagerText.matchers(inhibitor.rule().sourceMatchers()));
    inhibitor.rule().equal().forEach(json.putArray("equal")::add);
    return json;
  }

  private static ObjectNode inhibitor(GraphInhibitRule rule) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", rule.name())
        .put("source", AlertmanagerText.matchers(rule.sourceMatchers()))
        .put("maxHops", rule.maxHops());
  }

  private static ObjectNode tree(Route route) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("receiver", route.receiver());
    json.put("matchers", AlertmanagerText.matchers(route.matchers())).put("key", route.key());
    json.put("groupByAll", route.groupByAll());
    route.groupBy().forEach(json.putArray("groupBy")::add);
    timing(route, json);
    json.put("continue", route.continues());
    route.muteTimeIntervals().forEach(json.putArray("muteTimeIntervals")::add);
    route.activeTimeIntervals().forEach(json.putArray("activeTimeIntervals")::add);
    ArrayNode routes = json.putArray("routes");
    route.routes().forEach(child -> routes.add(tree(child)));
    return json;
  }

  private static void timing(Route route, ObjectNode json) {
    json.put("groupWaitMillis", route.timing().groupWaitMillis())
        .put("groupIntervalMillis", route.timing().groupIntervalMillis())
        .put("repeatIntervalMillis", route.timing().repeatIntervalMillis());
  }
}
