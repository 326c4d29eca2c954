package io.barograph.jobs.options;

import static io.barograph.jobs.options.IncidentOptions.BEATS_MISSING;
import static io.barograph.jobs.options.IncidentOptions.CHANGE_WINDOW;
import static io.barograph.jobs.options.IncidentOptions.ENVIRONMENT_LABEL;
import static io.barograph.jobs.options.IncidentOptions.FLAP_TRANSITIONS;
import static io.barograph.jobs.options.IncidentOptions.FLAP_WINDOW;
import static io.barograph.jobs.options.IncidentOptions.FLOOD_ALERTS;
import static io.barograph.jobs.options.IncidentOptions.FLOOD_WINDOW;
import static io.barograph.jobs.options.IncidentOptions.GREAT_WEIGHT;
import static io.barograph.jobs.options.IncidentOptions.HARMFUL_CHANGE;
import static io.barograph.jobs.options.IncidentOptions.HOST_LABELS;
import static io.barograph.jobs.options.IncidentOptions.IGNORED_LABELS;
import static io.barograph.jobs.options.IncidentOptions.JOIN_SCORE;
import static io.barograph.jobs.options.IncidentOptions.LIKENESS_SCORE;
import static io.barograph.jobs.options.IncidentOptions.LIKENESS_WINDOW;
import static io.barograph.jobs.options.IncidentOptions.MANY_SERVICES;
import static io.barograph.jobs.options.IncidentOptions.MAX_HELD_ALERTS;
import static io.barograph.jobs.options.IncidentOptions.MAX_HOPS;
import static io.barograph.jobs.options.IncidentOptions.MAX_TOGGLING_ALERTS;
import static io.barograph.jobs.options.IncidentOptions.SERVICE_LABELS;
import static io.barograph.jobs.options.IncidentOptions.STORM_ALERTS;
import static io.barograph.jobs.options.IncidentOptions.TEXT_ANNOTATION;
import static io.barograph.jobs.options.IncidentOptions.WINDOW;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.FloodPolicy;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.LikenessPolicy;
import io.barograph.core.incident.SteadyRules;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** Reads how alerts become incidents from the options. */
final class IncidentPlanReader {
  private IncidentPlanReader() {}

  /** Which labels say where an alert is. */
  static AlertPlaces places(Configuration options) {
    return new AlertPlaces(
        options.get(ENVIRONMENT_LABEL),
        options.get(SERVICE_LABELS),
        options.get(HOST_LABELS),
        options.get(IGNORED_LABELS),
        options.get(TEXT_ANNOTATION));
  }

  /** What the options say; which rules are steady and who is told is not among them. */
  static IncidentPlan read(Configuration options) {
    CorrelationPolicy usual = CorrelationPolicy.DEFAULT;
    return new IncidentPlan(
        places(options),
        new CorrelationPolicy(
            options.get(WINDOW),
            options.get(MAX_HOPS),
            usual.spread(),
            usual.hostSpread(),
            usual.again(),
            usual.silentRoot(),
            usual.prior(),
            usual.evidence(),
            options.get(JOIN_SCORE),
            options.get(STORM_ALERTS),
            usual.stormFactor(),
            usual.stormCauses(),
            usual.stormWindow(),
            options.get(FLAP_TRANSITIONS),
            options.get(FLAP_WINDOW),
            options.get(CHANGE_WINDOW),
            options.get(HARMFUL_CHANGE),
            options.get(BEATS_MISSING),
            options.get(MAX_HELD_ALERTS),
            options.get(MAX_TOGGLING_ALERTS),
            new LikenessPolicy(options.get(LIKENESS_WINDOW), options.get(LIKENESS_SCORE)),
            new FloodPolicy(
                options.get(FLOOD_ALERTS), usual.floods().services(), options.get(FLOOD_WINDOW))),
        new ImpactPolicy(options.get(MANY_SERVICES), options.get(GREAT_WEIGHT)),
        SteadyRules.NONE,
        List.of());
  }
}
