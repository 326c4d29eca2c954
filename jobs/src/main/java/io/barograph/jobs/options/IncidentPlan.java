package io.barograph.jobs.options;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.SteadyRules;
import io.barograph.core.route.Route;
import java.io.Serializable;
import java.util.List;

/**
 * How alerts become incidents.
 *
 * @param places which labels of an alert say where it is
 * @param steady the rules whose alerts are no incident if they flap
 * @param routes the root of the routes that say who is told of alerts; none if nobody is
 */
public record IncidentPlan(
    AlertPlaces places,
    CorrelationPolicy correlation,
    ImpactPolicy impact,
    SteadyRules steady,
    List<Route> routes)
    implements Serializable {
  /** What ships. */
  public static final IncidentPlan DEFAULT =
      new IncidentPlan(
          AlertPlaces.DEFAULT,
          CorrelationPolicy.DEFAULT,
          ImpactPolicy.DEFAULT,
          SteadyRules.NONE,
          List.of());

  /** The same by which alerts of some rules are no incident if they flap. */
  public IncidentPlan withSteady(SteadyRules rules) {
    return new IncidentPlan(places, correlation, impact, rules, routes);
  }

  /** The same where these routes say who is told. */
  public IncidentPlan withRoutes(List<Route> root) {
    return new IncidentPlan(places, correlation, impact, steady, root);
  }
}
