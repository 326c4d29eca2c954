package io.barograph.cli.routes;

import io.barograph.cli.routes.RouteReport.Inhibitor;
import io.barograph.cli.routes.RouteReport.Told;
import io.barograph.core.route.AlertmanagerText;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverCap;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.Route;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RouteTrial;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.TimeIntervals.Muting;
import io.barograph.promql.parse.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Routes as lines of text. */
public final class RouteText {
  private static final String INDENT = "  ";

  private RouteText() {}

  /** Who is told of an alert and why: the tree as it was tried, who is told, what can mute it. */
  public static List<String> of(RouteReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("alert " + AlertmanagerText.labels(report.alert()));
    lines.add("");
    tried(report.trial(), "", lines);
    for (Told told : report.told()) {
      lines.add("");
      told(told, report.at(), lines);
    }
    if (!report.inhibitors().isEmpty() || !report.graphInhibitors().isEmpty()) {
      lines.add("");
      lines.add("muted while another alert fires:");
      report.inhibitors().forEach(inhibitor -> lines.add(INDENT + text(inhibitor)));
      report.graphInhibitors().forEach(inhibitor -> lines.add(INDENT + text(inhibitor)));
    }
    if (!report.escalations().isEmpty()) {
      lines.add("");
      lines.add("while it fires:");
      report.escalations().forEach(one -> lines.add(INDENT + text(one)));
    }
    return lines;
  }

  private static String text(Escalation escalation) {
    Escalation.Condition condition = escalation.condition();
    String care = condition.unlessAcknowledged() ? " without an acknowledgement" : "";
    String services =
        condition.minServices() > 1
            ? " and as soon as %d services have such alerts".formatted(condition.minServices())
            : "";
    String impact =
        condition.asksForImpact() ? " and as soon as the impact is " + condition.minImpact() : "";
    return "after %s%s%s%s, by escalation \"%s\": %s"
        .formatted(
            text(condition.afterMillis()),
            care,
            services,
            impact,
            escalation.name(),
            String.join(", ", escalation.receivers()));
  }

  /** The tree of routes, and the receivers that no route names. */
  public static List<String> of(RoutingConfig config) {
    List<String> lines = new ArrayList<>();
    tree(config.root(), "", lines);
    Set<String> unused = new LinkedHashSet<>(config.receivers().keySet());
    removeUsed(config.root(), unused);
    if (!unused.isEmpty()) {
      lines.add("");
      lines.add("named by no route: " + String.join(", ", unused));
    }
    return lines;
  }

  private static void tried(RouteTrial trial, String indent, List<String> lines) {
    lines.add(indent + AlertmanagerText.matchers(trial.route().matchers()) + "  " + fate(trial));
    trial.children().forEach(child -> tried(child, indent + INDENT, lines));
  }

  private static String fate(RouteTrial trial) {
    if (!trial.matched()) {
      return "no: not " + AlertmanagerText.matcher(trial.refusedBy().orElseThrow());
    }
    String next = trial.route().continues() ? ", and the next is tried" : "";
    return trial.takes() ? "takes it: " + trial.route().receiver() + next : "matches" + next;
  }

  private static void told(Told told, long at, List<String> lines) {
    lines.add(told.receiver().name() + "  " + channels(told.receiver()));
    lines.add(INDENT + "group  " + told.groupKey());
    lines.add(INDENT + "told   " + timing(told.route().timing()));
    told.cap().ifPresent(cap -> lines.add(INDENT + "most   " + text(cap)));
    String when = INDENT + "at " + Instant.ofEpochMilli(at) + "  ";
    lines.add(when + told.muting().map(RouteText::text).orElse("told"));
  }

  private static String channels(ReceiverConfig receiver) {
    if (receiver.integrations().isEmpty()) {
      return "(no channel: nobody hears of it)";
    }
    return receiver.integrations().stream()
        .map(RouteText::channel)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String channel(IntegrationConfig channel) {
    return channel.name() + (channel.sendResolved() ? "" : " without ends");
  }

  private static String timing(RouteTiming timing) {
    return "after %s, then every %s if something changed, again after %s"
        .formatted(
            text(timing.groupWaitMillis()),
            text(timing.groupIntervalMillis()),
            text(timing.repeatIntervalMillis()));
  }

  private static String text(Muting muting) {
    String names = "\"" + String.join("\", \"", muting.names()) + "\"";
    return switch (muting.kind()) {
      case IN_MUTE_INTERVAL -> "not told: in the mute interval " + names;
      case OUTSIDE_ACTIVE_INTERVALS -> "not told: outside of the active intervals " + names;
    };
  }

  private static String text(Inhibitor inhibitor) {
    String name = inhibitor.rule().name().isEmpty() ? "" : " \"" + inhibitor.rule().name() + "\"";
    String equal =
        inhibitor.rule().equal().isEmpty()
            ? ""
            : " with the same " + String.join(", ", inhibitor.rule().equal());
    return "by rule %d%s: one that is %s%s"
        .formatted(
            inhibitor.number(),
            name,
            AlertmanagerText.matchers(inhibitor.rule().sourceMatchers()),
            equal);
  }

  private static String text(GraphInhibitRule rule) {
    return "by the graph of services%s: one that is %s, on what its service rests on, at most %d %s away"
        .formatted(
            rule.name().isEmpty() ? "" : ", rule \"" + rule.name() + "\"",
            AlertmanagerText.matchers(rule.sourceMatchers()),
            rule.maxHops(),
            rule.maxHops() == 1 ? "step" : "steps");
  }

  private static String text(ReceiverCap cap) {
    return "%d %s within %s on each channel; the last tells of all that waits"
        .formatted(
            cap.notifications(),
            cap.notifications() == 1 ? "message" : "messages",
            text(cap.perMillis()));
  }

  private static void tree(Route route, String indent, List<String> lines) {
    lines.add(
        "%s%s  -> %s%s  by %s, %s%s"
            .formatted(
                indent,
                AlertmanagerText.matchers(route.matchers()),
                route.receiver(),
                route.continues() ? ", continues" : "",
                grouping(route),
                timing(route.timing()),
                intervals(route)));
    route.routes().forEach(child -> tree(child, indent + INDENT, lines));
  }

  private static String grouping(Route route) {
    if (route.groupByAll()) {
      return "all labels";
    }
    return route.groupBy().isEmpty() ? "route" : String.join(", ", route.groupBy());
  }

  private static String intervals(Route route) {
    String mute = String.join(", ", route.muteTimeIntervals());
    String active = String.join(", ", route.activeTimeIntervals());
    return (mute.isEmpty() ? "" : ", not in " + mute)
        + (active.isEmpty() ? "" : ", only in " + active);
  }

  private static void removeUsed(Route route, Set<String> receivers) {
    receivers.remove(route.receiver());
    route.routes().forEach(child -> removeUsed(child, receivers));
  }

  private static String text(long millis) {
    return Durations.format(Duration.ofMillis(millis));
  }
}
