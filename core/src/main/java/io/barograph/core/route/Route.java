package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.List;

/**
 * A node of the tree of routes, with all that it inherits: which alerts it takes, who is told of
 * them, and how they are grouped. {@link RouteBuilder} makes them.
 *
 * @param receiver the name of who is told
 * @param labels the labels of the route, those of its parents among them
 * @param groupByAll whether alerts are grouped by all their labels, each alone
 * @param groupBy the labels by which alerts are grouped; if there are none, all are one group
 * @param timing when groups are told
 * @param matchers what an alert must match besides those of the parents, in the order of the key
 * @param continues whether the next route beside it is tried although this one matched
 * @param muteTimeIntervals names of the intervals in which it tells nothing; not inherited
 * @param activeTimeIntervals names of the intervals outside of which it tells nothing, if there are
 *     any; not inherited
 * @param routes its children, in the order in which they are tried
 * @param key the part of a group's key before the colon, as {@code {}/{severity="critical"}}; two
 *     routes may have the same
 */
public record Route(
    String receiver,
    Labels labels,
    boolean groupByAll,
    List<String> groupBy,
    RouteTiming timing,
    List<LabelMatcher> matchers,
    boolean continues,
    List<String> muteTimeIntervals,
    List<String> activeTimeIntervals,
    List<Route> routes,
    String key)
    implements Serializable {
  /** Copies the lists. */
  public Route {
    groupBy = List.copyOf(groupBy);
    matchers = List.copyOf(matchers);
    muteTimeIntervals = List.copyOf(muteTimeIntervals);
    activeTimeIntervals = List.copyOf(activeTimeIntervals);
    routes = List.copyOf(routes);
  }

  /**
   * The routes that take an alert, in the order of the file; from a root at least one. A node takes
   * what none of its children takes, and the children after one that matched are tried only if that
   * one continues.
   */
  public List<Route> match(Labels alert) {
    return RouteTrial.of(this, alert).taken();
  }

  /** The labels of the group to which an alert belongs; a label that it lacks is left out. */
  public Labels groupLabels(Labels alert) {
    if (groupByAll) {
      return alert;
    }
    Labels.Builder group = Labels.builder();
    for (String name : groupBy) {
      group.set(name, alert.get(name));
    }
    return group.build();
  }

  /** The key of the group to which an alert belongs, as {@code {}:{alertname="Down"}}. */
  public String groupKey(Labels alert) {
    return key + ':' + AlertmanagerText.labels(groupLabels(alert));
  }
}
