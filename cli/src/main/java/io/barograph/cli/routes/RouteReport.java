package io.barograph.cli.routes;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.InhibitRule;
import io.barograph.core.route.ReceiverCap;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.Route;
import io.barograph.core.route.RouteTrial;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.TimeIntervals.Muting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is told of an alert, and why.
 *
 * @param alert its labels
 * @param at the time that was asked about, milliseconds since the epoch
 * @param trial how each route fared that was tried
 * @param told who is told, in the order of the tree
 * @param inhibitors the rules by which another alert can mute this one
 * @param graphInhibitors the rules by which an alert can mute it on which its service rests
 * @param escalations by which others can be told of it later
 */
public record RouteReport(
    Labels alert,
    long at,
    RouteTrial trial,
    List<Told> told,
    List<Inhibitor> inhibitors,
    List<GraphInhibitRule> graphInhibitors,
    List<Escalation> escalations) {
  /**
   * A receiver that is told.
   *
   * @param route by which
   * @param receiver who
   * @param groupKey the group to which the alert belongs there
   * @param muting why nothing is told at the time asked about; empty if it is told
   * @param cap how much the receiver is told at most; empty if that is not limited
   */
  public record Told(
      Route route,
      ReceiverConfig receiver,
      String groupKey,
      Optional<Muting> muting,
      Optional<ReceiverCap> cap) {}

  /**
   * A rule by which another alert can mute this one.
   *
   * @param number its place in the file, counted from 1
   * @param rule what it says
   */
  public record Inhibitor(int number, InhibitRule rule) {}

  /** What a configuration says of an alert, whose priority is that of its severity. */
  public static RouteReport of(
      RoutingConfig config, RoutingExtensions extensions, Labels alert, long at) {
    RouteTrial trial = RouteTrial.of(config.root(), alert);
    List<Told> told = new ArrayList<>();
    for (Route route : trial.taken()) {
      told.add(
          new Told(
              route,
              config.receivers().get(route.receiver()),
              route.groupKey(alert),
              config.timeIntervals().muting(route, at),
              Optional.ofNullable(extensions.caps().get(route.receiver()))));
    }
    List<Inhibitor> inhibitors = new ArrayList<>();
    for (int i = 0; i < config.inhibitRules().size(); i++) {
      InhibitRule rule = config.inhibitRules().get(i);
      if (rule.isTarget(alert)) {
        inhibitors.add(new Inhibitor(i + 1, rule));
      }
    }
    Priority priority = Priority.ofSeverity(alert.get("severity"));
    List<Escalation> escalations =
        extensions.escalations().stream().filter(one -> one.concerns(alert, priority)).toList();
    List<GraphInhibitRule> below =
        extensions.graphInhibitRules().stream().filter(one -> one.isTarget(alert)).toList();
    return new RouteReport(alert, at, trial, told, inhibitors, below, escalations);
  }

  /** The names of the receivers that are told, in order. */
  public List<String> receivers() {
    return told.stream().map(one -> one.receiver().name()).toList();
  }
}
