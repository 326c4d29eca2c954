package io.barograph.jobs;

import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.StatementAudit;
import io.barograph.core.incident.Incident;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.audit.AuditPipeline;
import io.barograph.jobs.detect.DetectionPipeline;
import io.barograph.jobs.incidents.IncidentsPipeline;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.measures.MeasuresPipeline;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.IncidentPlan;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.JobOutput;
import io.barograph.jobs.patterns.ChainModule;
import io.barograph.jobs.patterns.PackPatterns;
import io.barograph.jobs.patterns.PatternsPipeline;
import io.barograph.jobs.routing.RoutingPipeline;
import io.barograph.jobs.rules.LiveSettings;
import io.barograph.jobs.rules.PackRules;
import io.barograph.jobs.source.KafkaInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The pipelines of one job that are enabled, each behind those that it reads: measures, detection,
 * rules, incidents, notifications, audit.
 */
final class JobWiring {
  private final JobOptions options;
  private final JobOutput delivery;
  private final Map<String, DataStream<Ingested>> inputs;
  private final JobStreams streams;
  private final Optional<PackRules.Published> packs;
  private final DetectionPipeline.Said said;
  private final List<DataStream<AuditEntry>> audited = new ArrayList<>();

  /**
   * What a job has before anything is derived.
   *
   * @param inputs what comes out of each topic, by the input's name
   * @param delivery where everything goes
   * @param rules reads the packs; asked only if rules are enabled
   */
  JobWiring(
      JobOptions options,
      Map<String, DataStream<Ingested>> inputs,
      JobOutput delivery,
      Supplier<PackRules.Published> rules) {
    this.options = options;
    this.delivery = delivery;
    this.inputs = inputs;
    this.streams = JobStreams.ingest(inputs, options, delivery);
    this.packs = options.isEnabled(Pipeline.RULES) ? Optional.of(rules.get()) : Optional.empty();
    this.said = DetectionPipeline.Said.of(streams.business());
  }

  /**
   * Wires them.
   *
   * @param feedback opens what was fed back to the rules; asked only if some rule reads it
   */
  void define(Supplier<DataStream<Ingested>> feedback) {
    if (options.isEnabled(Pipeline.SIGNALS)) {
      measure();
      packs.ifPresent(published -> detect(published.rules().liveSettings()));
    }
    packs.ifPresent(
        published -> {
          RulesWiring rules = new RulesWiring(options, delivery, published);
          rules
              .define(streams, feedback)
              .ifPresent(told -> followUp(told, published.rules(), rules.isFedBack()));
        });
    if (options.isEnabled(Pipeline.DELIVERY)) {
      audit();
    }
  }

  private void measure() {
    if (streams.business().isEmpty()) {
      return;
    }
    MeasurePolicies policies =
        packs
            .map(published -> published.rules().liveSettings().measures())
            .orElse(MeasurePolicies.DEFAULT);
    Map<String, MeasuresPipeline.Signal> measured =
        MeasuresPipeline.define(streams.business(), options.measures(policies));
    measured.forEach((kind, signal) -> streams.derive(kind, signal.samples(), signal.metrics()));
    if (options.isEnabled(Pipeline.DELIVERY)) {
      union(measured, MeasuresPipeline.Signal::samples).ifPresent(delivery::deliverMeasures);
      union(measured, MeasuresPipeline.Signal::refused)
          .ifPresent(letters -> delivery.deliverDeadLetters("key-limit", letters));
    }
  }

  private static <T> Optional<DataStream<T>> union(
      Map<String, MeasuresPipeline.Signal> signals,
      Function<MeasuresPipeline.Signal, DataStream<T>> part) {
    return signals.values().stream().map(part).reduce((some, others) -> some.union(others));
  }

  private void detect(LiveSettings settings) {
    Map<String, MeasuresPipeline.Signal> detected =
        DetectionPipeline.define(
            streams.samples(),
            said,
            options.detection(settings.watches(), settings.forecasts()),
            options.failures(settings.predictions()),
            options.entities(settings.entities()),
            options.peers(settings.peers()));
    detected.forEach(
        (kind, signal) -> {
          streams.derive(kind, signal.samples(), signal.metrics());
          if (options.isEnabled(Pipeline.DELIVERY)) {
            delivery.deliverDeadLetters("key-limit-" + kind, signal.refused());
            delivery.deliverDetected(kind, signal.samples());
          }
        });
  }

  /** What becomes of alerts: incidents, what is known of their quality, notifications. */
  private void followUp(RulesWiring.Told told, PackRules rules, boolean isFedBack) {
    Optional<DataStream<Incident>> incidents =
        options.isEnabled(Pipeline.INCIDENTS)
            ? Optional.of(correlate(told, rules))
            : Optional.empty();
    if (options.isEnabled(Pipeline.DELIVERY)) {
      delivery.deliverQuality(told.alerts(), incidents, isFedBack);
      notify(told.alerts(), incidents, isFedBack);
    }
  }

  private DataStream<Incident> correlate(RulesWiring.Told told, PackRules rules) {
    DataStream<ChainMatch> chains =
        ChainModule.chains(
            told.alerts(),
            streams.records(BusinessFormat.CHANGES),
            new PatternsPipeline.Plan(PackPatterns.of(rules.packs()), options.maxOpenChains()),
            told.changes());
    IncidentPlan plan =
        options
            .incidents()
            .withSteady(rules.steadyRules())
            .withRoutes(
                options.notifications().stream().map(plans -> plans.routing().root()).toList());
    DataStream<Incident> incidents =
        IncidentsPipeline.define(told.alerts(), streams.business(), chains, plan);
    if (options.isEnabled(Pipeline.DELIVERY)) {
      delivery.deliverIncidents(incidents, rules.liveSettings().recommendations());
    }
    return incidents;
  }

  /** Tells receivers of alerts, if there are some. */
  private void notify(
      DataStream<Alert> alerts, Optional<DataStream<Incident>> incidents, boolean isFedBack) {
    options
        .notifications()
        .ifPresent(
            plan -> {
              RoutingPipeline.Streams told =
                  RoutingPipeline.define(
                      delivery.routed(alerts),
                      streams.records(BusinessFormat.COMMANDS),
                      streams.records(BusinessFormat.TOPOLOGY),
                      plan);
              delivery.deliverNotifications(told, incidents, plan.delivery(), isFedBack);
              audited.add(told.audit());
            });
  }

  /** What came of orders; routing has told of commands, if there is one. */
  private void audit() {
    if (audited.isEmpty()) {
      streams
          .records(BusinessFormat.COMMANDS)
          .map(AuditPipeline::ofUnrouted)
          .ifPresent(audited::add);
    }
    said.all()
        .map(all -> AuditPipeline.ofStatements(all, statementAudit()))
        .ifPresent(audited::add);
    if (packs.flatMap(PackRules.Published::feed).isPresent()) {
      StreamExecutionEnvironment env = inputs.values().iterator().next().getExecutionEnvironment();
      audited.add(AuditPipeline.ofRules(KafkaInputs.openRules(env, options), options));
    }
    audited.stream().reduce((some, others) -> some.union(others)).ifPresent(delivery::deliverAudit);
  }

  /** What packs name takes statements, where signals are derived. */
  private StatementAudit statementAudit() {
    return packs
        .filter(published -> options.isEnabled(Pipeline.SIGNALS))
        .map(published -> published.rules().liveSettings())
        .map(live -> new StatementAudit(live.watches(), live.predictions()))
        .orElse(new StatementAudit(List.of(), List.of()));
  }
}
