package io.barograph.jobs.options;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.ImpactPolicy;

/**
 * How alerts become incidents.
 *
 * @param places which labels of an alert say where it is
 */
public record IncidentPlan(AlertPlaces places, CorrelationPolicy correlation, ImpactPolicy impact) {
  /** What ships. */
  public static final IncidentPlan DEFAULT =
      new IncidentPlan(AlertPlaces.DEFAULT, CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT);
}
