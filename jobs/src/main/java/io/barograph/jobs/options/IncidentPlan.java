package io.barograph.jobs.options;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.SteadyRules;

/**
 * How alerts become incidents.
 *
 * @param places which labels of an alert say where it is
 * @param steady the rules whose alerts are no incident if they flap
 */
public record IncidentPlan(
    AlertPlaces places, CorrelationPolicy correlation, ImpactPolicy impact, SteadyRules steady) {
  /** What ships. */
  public static final IncidentPlan DEFAULT =
      new IncidentPlan(
          AlertPlaces.DEFAULT, CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, SteadyRules.NONE);

  /** The same by which alerts of some rules are no incident if they flap. */
  public IncidentPlan withSteady(SteadyRules rules) {
    return new IncidentPlan(places, correlation, impact, rules);
  }
}
