package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a route fared with an alert: whether it matched, and if so how its children fared.
 *
 * @param route the route that was tried
 * @param refusedBy the first of its matchers that the alert does not match; empty if it matched
 * @param children those that were tried, in order; none if it did not match
 */
public record RouteTrial(Route route, Optional<LabelMatcher> refusedBy, List<RouteTrial> children) {
  /** Tries a route, and below it the children in order, up to the first that takes the alert. */
  public static RouteTrial of(Route route, Labels alert) {
    for (LabelMatcher matcher : route.matchers()) {
      if (!matcher.matches(alert)) {
        return new RouteTrial(route, Optional.of(matcher), List.of());
      }
    }
    List<RouteTrial> children = new ArrayList<>();
    for (Route child : route.routes()) {
      RouteTrial trial = of(child, alert);
      children.add(trial);
      if (trial.matched() && !child.continues()) {
        break;
      }
    }
    return new RouteTrial(route, Optional.empty(), children);
  }

  /** True if the alert matches all matchers of the route. */
  public boolean matched() {
    return refusedBy.isEmpty();
  }

  /** True if the route itself takes the alert: it matched, and no child of it did. */
  public boolean takes() {
    return matched() && children.stream().noneMatch(RouteTrial::matched);
  }

  /** The routes that take the alert, in order. */
  public List<Route> taken() {
    List<Route> taken = new ArrayList<>();
    collect(taken);
    return taken;
  }

  private void collect(List<Route> taken) {
    if (takes()) {
      taken.add(route);
    }
    children.forEach(child -> child.collect(taken));
  }
}
