package io.barograph.jobs.options;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.LikenessPolicy;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of incidents and chains. */
public final class IncidentOptions {
  public static final ConfigOption<String> ENVIRONMENT_LABEL =
      ConfigOptions.key("incidents.environment-label")
          .stringType()
          .defaultValue(AlertPlaces.DEFAULT.environment())
          .withDescription(
              "The label of alerts that names their environment. Alerts of two environments are"
                  + " never in one incident; those without the label have one of their own.");

  public static final ConfigOption<List<String>> SERVICE_LABELS =
      ConfigOptions.key("incidents.service-labels")
          .stringType()
          .asList()
          .defaultValues(AlertPlaces.DEFAULT.service().toArray(String[]::new))
          .withDescription(
              "The labels that name the service an alert is on; the first that it has counts. An"
                  + " alert without any, or whose service is not in the topology, is put together"
                  + " with those that are like it.");

  public static final ConfigOption<List<String>> HOST_LABELS =
      ConfigOptions.key("incidents.host-labels")
          .stringType()
          .asList()
          .defaultValues(AlertPlaces.DEFAULT.host().toArray(String[]::new))
          .withDescription(
              "The labels that name the host an alert is on; the first that it has counts.");

  public static final ConfigOption<List<String>> IGNORED_LABELS =
      ConfigOptions.key("incidents.ignored-labels")
          .stringType()
          .asList()
          .defaultValues(AlertPlaces.DEFAULT.ignored().toArray(String[]::new))
          .withDescription(
              "The labels that say nothing of where an alert came from: alerts that no topology knows"
                  + " are not put together because they share them. All other labels count, the"
                  + " more the rarer a value is.");

  public static final ConfigOption<String> TEXT_ANNOTATION =
      ConfigOptions.key("incidents.text-annotation")
          .stringType()
          .defaultValue(AlertPlaces.DEFAULT.text())
          .withDescription(
              "The annotation by whose words, with those of the alert's name, alerts are alike;"
                  + " numbers, and what stands in a label already, do not count.");

  public static final ConfigOption<Duration> LIKENESS_WINDOW =
      ConfigOptions.key("incidents.likeness-window")
          .durationType()
          .defaultValue(LikenessPolicy.DEFAULT.window())
          .withDescription(
              "How long after the alerts that it is like an alert joins them at most, if no topology"
                  + " knows them. A longer time needs more likeness.");

  public static final ConfigOption<Double> LIKENESS_SCORE =
      ConfigOptions.key("incidents.likeness-score")
          .doubleType()
          .defaultValue(LikenessPolicy.DEFAULT.joinScore())
          .withDescription(
              "How probable it must be, between 0 and 1, that an alert that no topology knows came of"
                  + " the same cause as those that it is like before it joins them.");

  public static final ConfigOption<Duration> WINDOW =
      ConfigOptions.key("incidents.window")
          .durationType()
          .defaultValue(CorrelationPolicy.DEFAULT.window())
          .withDescription(
              "How long after the service that it depends on a service alerts, at most. An incident"
                  + " that is silent for longer takes no more alerts.");

  public static final ConfigOption<Double> JOIN_SCORE =
      ConfigOptions.key("incidents.join-score")
          .doubleType()
          .defaultValue(CorrelationPolicy.DEFAULT.joinScore())
          .withDescription(
              "How probable it must be, between 0 and 1, that an alert came of the cause of an"
                  + " incident and not by chance before it joins.");

  public static final ConfigOption<Integer> MAX_HOPS =
      ConfigOptions.key("incidents.max-hops")
          .intType()
          .defaultValue(CorrelationPolicy.DEFAULT.maxHops())
          .withDescription("How many calls along the graph of services a failure is followed.");

  public static final ConfigOption<Integer> STORM_ALERTS =
      ConfigOptions.key("incidents.storm-alerts")
          .intType()
          .defaultValue(CorrelationPolicy.DEFAULT.stormAlerts())
          .withDescription(
              "So many alerts within 30 s at least are a storm, if they are far more than usual and"
                  + " nothing explains them together.");

  public static final ConfigOption<Integer> FLOOD_ALERTS =
      ConfigOptions.key("incidents.flood-alerts")
          .intType()
          .defaultValue(CorrelationPolicy.DEFAULT.floods().alerts())
          .withDescription(
              "So many alerts of one receiver that nothing explains, within incidents.flood-window"
                  + " and of three services at least, are a flood. Receivers are those of"
                  + " routing.file.");

  public static final ConfigOption<Duration> FLOOD_WINDOW =
      ConfigOptions.key("incidents.flood-window")
          .durationType()
          .defaultValue(CorrelationPolicy.DEFAULT.floods().window())
          .withDescription("The time within which incidents.flood-alerts are too many.");

  public static final ConfigOption<Integer> FLAP_TRANSITIONS =
      ConfigOptions.key("incidents.flap-transitions")
          .intType()
          .defaultValue(CorrelationPolicy.DEFAULT.flapTransitions())
          .withDescription(
              "An alert that begins and ends so many times within incidents.flap-window flaps, and"
                  + " is one incident until it has stopped.");

  public static final ConfigOption<Duration> FLAP_WINDOW =
      ConfigOptions.key("incidents.flap-window")
          .durationType()
          .defaultValue(CorrelationPolicy.DEFAULT.flapWindow())
          .withDescription("For so long an alert that comes and goes is looked at.");

  public static final ConfigOption<Duration> CHANGE_WINDOW =
      ConfigOptions.key("incidents.change-window")
          .durationType()
          .defaultValue(CorrelationPolicy.DEFAULT.changeWindow())
          .withDescription(
              "A deployment or another change so long before the first alert of a service may be the"
                  + " cause.");

  public static final ConfigOption<Double> HARMFUL_CHANGE =
      ConfigOptions.key("incidents.harmful-change")
          .doubleType()
          .defaultValue(CorrelationPolicy.DEFAULT.harmfulChange())
          .withDescription(
              "The probability that a change does harm, between 0 and 1: your change failure rate."
                  + " With it and the rate of chance alerts, an alert on a changed service becomes"
                  + " an incident of its own or not.");

  public static final ConfigOption<Integer> BEATS_MISSING =
      ConfigOptions.key("incidents.beats-missing")
          .intType()
          .defaultValue(CorrelationPolicy.DEFAULT.beatsMissing())
          .withDescription(
              "A service that has sent heartbeats is missing after more than so many intervals.");

  public static final ConfigOption<Integer> MAX_HELD_ALERTS =
      ConfigOptions.key("incidents.max-held-alerts")
          .intType()
          .defaultValue(CorrelationPolicy.DEFAULT.maxHeld())
          .withDescription(
              "So many alerts of an incident are held, 100 of one that comes and goes. Further ones"
                  + " belong to it and are counted, and can no more turn out to belong elsewhere. About 200 bytes"
                  + " each, 1 KiB if no topology knows it.");

  public static final ConfigOption<Integer> MAX_TOGGLING_ALERTS =
      ConfigOptions.key("incidents.max-toggling-alerts")
          .intType()
          .defaultValue(CorrelationPolicy.DEFAULT.maxToggling())
          .withDescription(
              "Of so many alerts of an environment it is remembered when they began and ended within"
                  + " incidents.flap-window; of more, those that did so last. At most 1 KiB each.");

  public static final ConfigOption<Integer> MANY_SERVICES =
      ConfigOptions.key("incidents.many-services")
          .intType()
          .defaultValue(ImpactPolicy.DEFAULT.manyServices())
          .withDescription(
              "An incident that touches so many services is a step more urgent than its alerts.");

  public static final ConfigOption<Double> GREAT_WEIGHT =
      ConfigOptions.key("incidents.great-weight")
          .doubleType()
          .defaultValue(ImpactPolicy.DEFAULT.greatWeight())
          .withDescription(
              "So is one that touches a service of this weight in the topology; a service without a"
                  + " weight has 1.");

  public static final ConfigOption<Integer> PATTERNS_MAX_OPEN =
      ConfigOptions.key("patterns.max-open-chains")
          .intType()
          .defaultValue(100)
          .withDescription(
              "How many chains of a pattern and key may be open. What would open another one is left"
                  + " out and counted.");

  private IncidentOptions() {}
}
