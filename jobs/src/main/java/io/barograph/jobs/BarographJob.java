package io.barograph.jobs;

import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.StatementAudit;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.incident.Incident;
import io.barograph.core.log.LogTally;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.audit.AuditPipeline;
import io.barograph.jobs.detect.DetectionPipeline;
import io.barograph.jobs.feedback.FeedbackPipeline;
import io.barograph.jobs.incidents.IncidentsPipeline;
import io.barograph.jobs.ingest.IngestRouter;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.inspect.CostQuestions;
import io.barograph.jobs.inspect.StateTopics;
import io.barograph.jobs.measures.MeasuresPipeline;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.IncidentPlan;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.DeliveryPipeline;
import io.barograph.jobs.output.JobOutput;
import io.barograph.jobs.patterns.ChainModule;
import io.barograph.jobs.patterns.PackPatterns;
import io.barograph.jobs.patterns.PatternsPipeline;
import io.barograph.jobs.risk.RiskOffFunction;
import io.barograph.jobs.routing.RoutingPipeline;
import io.barograph.jobs.rules.AlertOwners;
import io.barograph.jobs.rules.LiveSettings;
import io.barograph.jobs.rules.PackRules;
import io.barograph.jobs.rules.RuleBudgetFunction;
import io.barograph.jobs.rules.RuleChange;
import io.barograph.jobs.rules.RulesPipeline;
import io.barograph.jobs.signals.SignalsPipeline;
import io.barograph.jobs.source.KafkaInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole of Barograph as one job: telemetry in from Kafka, alerts out to Kafka and
 * Elasticsearch.
 *
 * <p>{@code flink run -c io.barograph.jobs.BarographJob barograph-jobs.jar --config barograph.yaml}
 */
public final class BarographJob {
  private BarographJob() {}

  /** Reads the options, opens the inputs, wires the pipelines, and submits the job. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2 || !arguments[0].equals("--config")) {
      throw new InvalidOptionsException(
          "usage: flink run -c io.barograph.jobs.BarographJob barograph-jobs.jar --config FILE");
    }
    JobOptions options = JobOptions.read(Path.of(arguments[1]));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    define(env, options, System.currentTimeMillis());
    env.execute("barograph");
  }

  /**
   * The whole job between Kafka and where its alerts go, with the rules that stand in the topic of
   * rules.
   *
   * @param now milliseconds since the epoch
   */
  public static void define(StreamExecutionEnvironment env, JobOptions options, long now) {
    define(
        options,
        KafkaInputs.open(env, options),
        () -> KafkaInputs.openFeedback(env, options),
        new DeliveryPipeline(options),
        () -> PackRules.readPublished(options, now));
  }

  /**
   * Wires the pipelines that are enabled: ingest, signals, rules, incidents, delivery.
   *
   * @param inputs what comes out of each topic, by the input's name
   */
  static void define(JobOptions options, Map<String, DataStream<Ingested>> inputs) {
    define(
        options,
        inputs,
        () ->
            KafkaInputs.openFeedback(
                inputs.values().iterator().next().getExecutionEnvironment(), options));
  }

  /**
   * The same.
   *
   * @param feedback opens what was fed back to the rules; asked only if some rule reads it
   */
  static void define(
      JobOptions options,
      Map<String, DataStream<Ingested>> inputs,
      Supplier<DataStream<Ingested>> feedback) {
    define(options, inputs, feedback, new DeliveryPipeline(options));
  }

  /**
   * The same.
   *
   * @param feedback opens what was fed back to the rules; asked only if some rule reads it
   * @param delivery where everything goes
   */
  public static void define(
      JobOptions options,
      Map<String, DataStream<Ingested>> inputs,
      Supplier<DataStream<Ingested>> feedback,
      JobOutput delivery) {
    define(
        options,
        inputs,
        feedback,
        delivery,
        () -> new PackRules.Published(PackRules.read(options), Optional.empty()));
  }

  private static void define(
      JobOptions options,
      Map<String, DataStream<Ingested>> inputs,
      Supplier<DataStream<Ingested>> feedback,
      JobOutput delivery,
      Supplier<PackRules.Published> rules) {
    Map<String, DataStream<IngestedSample>> raw = new LinkedHashMap<>();
    Map<String, DataStream<IngestedSample>> derived = new LinkedHashMap<>();
    Map<String, String> derivedMetrics = new LinkedHashMap<>();
    Map<BusinessFormat, DataStream<IngestedRecord>> business = new EnumMap<>(BusinessFormat.class);
    inputs.forEach(
        (input, records) -> {
          IngestRouter.Streams streams = IngestRouter.route(input, records);
          if (options.holdsSamples(input)) {
            raw.put(input, streams.samples());
          }
          if (options.holdsLogs(input) && options.isEnabled(Pipeline.SIGNALS)) {
            derived.put(
                input + "-logs",
                SignalsPipeline.define(
                    input, streams.logs(), options.get(BarographOptions.LOG_INTERVAL)));
            derivedMetrics.put(input + "-logs", LogTally.METRIC_PREFIX + ".*");
          }
          options
              .businessFormat(input)
              .ifPresent(
                  format ->
                      business.merge(format, streams.records(), (some, more) -> some.union(more)));
          if (options.isEnabled(Pipeline.DELIVERY)) {
            delivery.deliverDeadLetters(input, streams.deadLetters());
          }
        });
    Optional<PackRules.Published> packs =
        options.isEnabled(Pipeline.RULES) ? Optional.of(rules.get()) : Optional.empty();
    if (options.isEnabled(Pipeline.SIGNALS) && !business.isEmpty()) {
      MeasurePolicies policies =
          packs
              .map(published -> published.rules().liveSettings().measures())
              .orElse(MeasurePolicies.DEFAULT);
      Map<String, MeasuresPipeline.Signal> measured =
          MeasuresPipeline.define(business, options.measures(policies));
      measured.forEach(
          (kind, signal) -> {
            derived.put(kind, signal.samples());
            derivedMetrics.put(kind, signal.metrics());
          });
      if (options.isEnabled(Pipeline.DELIVERY)) {
        measured.values().stream()
            .map(MeasuresPipeline.Signal::samples)
            .reduce((some, others) -> some.union(others))
            .ifPresent(delivery::deliverMeasures);
        measured.values().stream()
            .map(MeasuresPipeline.Signal::refused)
            .reduce((some, others) -> some.union(others))
            .ifPresent(letters -> delivery.deliverDeadLetters("key-limit", letters));
      }
    }
    DetectionPipeline.Said said = DetectionPipeline.Said.of(business);
    if (options.isEnabled(Pipeline.SIGNALS)) {
      packs.ifPresent(
          published ->
              detect(published.rules().liveSettings(), raw, derived, said, options)
                  .forEach(
                      (kind, signal) -> {
                        derived.put(kind, signal.samples());
                        derivedMetrics.put(kind, signal.metrics());
                        if (options.isEnabled(Pipeline.DELIVERY)) {
                          delivery.deliverDeadLetters("key-limit-" + kind, signal.refused());
                          delivery.deliverDetected(kind, signal.samples());
                        }
                      }));
    }
    List<DataStream<AuditEntry>> audited = new ArrayList<>();
    Optional<DataStream<IngestedRecord>> orders =
        Optional.ofNullable(business.get(BusinessFormat.COMMANDS));
    packs.ifPresent(
        published ->
            rule(raw, derived, derivedMetrics, feedback, options, delivery, published)
                .ifPresent(
                    ruled -> {
                      Optional<DataStream<Incident>> incidents =
                          Optional.of(ruled)
                              .filter(any -> options.isEnabled(Pipeline.INCIDENTS))
                              .map(
                                  any ->
                                      correlate(
                                          ruled, published.rules(), business, options, delivery));
                      if (options.isEnabled(Pipeline.DELIVERY)) {
                        boolean isFedBack = isFedBack(published.rules(), options);
                        delivery.deliverQuality(ruled.alerts(), incidents, isFedBack);
                        notify(ruled.alerts(), incidents, business, isFedBack, options, delivery)
                            .ifPresent(audited::add);
                      }
                    }));
    if (options.isEnabled(Pipeline.DELIVERY)) {
      if (audited.isEmpty()) {
        orders.map(AuditPipeline::ofUnrouted).ifPresent(audited::add);
      }
      said.all()
          .map(all -> AuditPipeline.ofStatements(all, statementAudit(packs, options)))
          .ifPresent(audited::add);
      if (packs.isPresent() && packs.get().feed().isPresent()) {
        StreamExecutionEnvironment env =
            inputs.values().iterator().next().getExecutionEnvironment();
        audited.add(AuditPipeline.ofRules(KafkaInputs.openRules(env, options), options));
      }
      audited.stream()
          .reduce((some, others) -> some.union(others))
          .ifPresent(delivery::deliverAudit);
    }
  }

  private static Map<String, MeasuresPipeline.Signal> detect(
      LiveSettings packs,
      Map<String, DataStream<IngestedSample>> raw,
      Map<String, DataStream<IngestedSample>> derived,
      DetectionPipeline.Said said,
      JobOptions options) {
    List<DataStream<IngestedSample>> all = new ArrayList<>(raw.values());
    all.addAll(derived.values());
    return DetectionPipeline.define(
        all,
        said,
        options.detection(packs.watches(), packs.forecasts()),
        options.failures(packs.predictions()),
        options.entities(packs.entities()),
        options.peers(packs.peers()));
  }

  /** What packs name takes statements, where signals are derived. */
  private static StatementAudit statementAudit(
      Optional<PackRules.Published> packs, JobOptions options) {
    return packs
        .filter(published -> options.isEnabled(Pipeline.SIGNALS))
        .map(published -> published.rules().liveSettings())
        .map(live -> new StatementAudit(live.watches(), live.predictions()))
        .orElse(new StatementAudit(List.of(), List.of()));
  }

  /** Tells receivers of alerts, if there are some; gives what came of orders. */
  private static Optional<DataStream<AuditEntry>> notify(
      DataStream<Alert> alerts,
      Optional<DataStream<Incident>> incidents,
      Map<BusinessFormat, DataStream<IngestedRecord>> records,
      boolean isFedBack,
      JobOptions options,
      JobOutput delivery) {
    return options
        .notifications()
        .map(
            plan -> {
              RoutingPipeline.Streams told =
                  RoutingPipeline.define(
                      delivery.routed(alerts),
                      Optional.ofNullable(records.get(BusinessFormat.COMMANDS)),
                      Optional.ofNullable(records.get(BusinessFormat.TOPOLOGY)),
                      plan);
              delivery.deliverNotifications(told, incidents, plan.delivery(), isFedBack);
              return told.audit();
            });
  }

  /** True if what the job says of its alerts goes back to the rules. */
  private static boolean isFedBack(PackRules rules, JobOptions options) {
    return rules.readAlerts() || options.get(BarographOptions.FEEDBACK_WRITE);
  }

  /**
   * What the rules tell.
   *
   * @param changes of the rules while the job runs; empty if they never change
   */
  private record Ruled(DataStream<Alert> alerts, Optional<DataStream<RuleChange>> changes) {}

  private static DataStream<Incident> correlate(
      Ruled ruled,
      PackRules rules,
      Map<BusinessFormat, DataStream<IngestedRecord>> records,
      JobOptions options,
      JobOutput delivery) {
    DataStream<ChainMatch> chains =
        ChainModule.chains(
            ruled.alerts(),
            Optional.ofNullable(records.get(BusinessFormat.CHANGES)),
            new PatternsPipeline.Plan(PackPatterns.of(rules.packs()), options.maxOpenChains()),
            ruled.changes());
    IncidentPlan plan =
        options
            .incidents()
            .withSteady(rules.steadyRules())
            .withRoutes(
                options.notifications().stream().map(told -> told.routing().root()).toList());
    DataStream<Incident> incidents =
        IncidentsPipeline.define(ruled.alerts(), records, chains, plan);
    if (options.isEnabled(Pipeline.DELIVERY)) {
      delivery.deliverIncidents(incidents, rules.liveSettings().recommendations());
    }
    return incidents;
  }

  /** Wires the rules; empty if there are none. */
  private static Optional<Ruled> rule(
      Map<String, DataStream<IngestedSample>> raw,
      Map<String, DataStream<IngestedSample>> derived,
      Map<String, String> derivedMetrics,
      Supplier<DataStream<Ingested>> feedback,
      JobOptions options,
      JobOutput delivery,
      PackRules.Published rules) {
    PackRules packs = rules.rules();
    Map<String, DataStream<IngestedSample>> all = new LinkedHashMap<>(raw);
    all.putAll(derived);
    boolean readAlerts = packs.readAlerts();
    if (readAlerts && !all.isEmpty()) {
      all.put(PackRules.FEEDBACK, route(PackRules.FEEDBACK, feedback.get(), options, delivery));
    }
    Map<String, String> metrics = metricsOf(raw.keySet(), options);
    List<RulesPipeline.Stage> wired = new ArrayList<>();
    boolean mayChange = rules.feed().isPresent();
    rule("raw", packs.onRaw(metrics), mayChange, all, wired);
    if (!derived.isEmpty() || readAlerts) {
      rule("derived", packs.onDerived(metrics, derivedMetrics), mayChange, all, wired);
    }
    if (wired.isEmpty()) {
      return Optional.empty();
    }
    Map<String, RulesPipeline.Streams> stages =
        RulesPipeline.define(
            wired, options.seriesLimits(), rules.feed().orElse(null), asked(options));
    Map<String, AlertOwners.Streams> alerts = AlertOwners.define(stages, packs.sharedAlertNames());
    if (isFedBack(packs, options)) {
      delivery.deliverFeedback(
          FeedbackPipeline.define(
              alerts.values().stream().map(AlertOwners.Streams::alerts).toList(),
              options.feedbackInterval()));
    }
    if (options.isEnabled(Pipeline.DELIVERY)) {
      alerts.forEach(
          (stage, told) -> delivery.deliverAlerts(stage, told.alerts(), told.forgotten()));
      stages.values().stream()
          .map(RulesPipeline.Streams::tried)
          .reduce((some, others) -> some.union(others))
          .ifPresent(delivery::deliverTried);
      stages.values().stream()
          .map(RulesPipeline.Streams::halting)
          .reduce((some, others) -> some.union(others))
          .map(halting -> RiskOffFunction.define(halting, options.topic("risk-off")))
          .ifPresent(delivery::deliverRiskOff);
      deliverRefusedSeries(stages.values(), delivery);
      if (mayChange) {
        stages.values().stream()
            .map(RulesPipeline.Streams::answers)
            .reduce((some, others) -> some.union(others))
            .map(answers -> RuleBudgetFunction.define(answers, options))
            .ifPresent(delivery::deliverAnswers);
      }
    }
    return alerts.values().stream()
        .map(AlertOwners.Streams::alerts)
        .reduce((some, others) -> some.union(others))
        .map(told -> new Ruled(told, stages.values().iterator().next().changes()));
  }

  private static RulesPipeline.Asked asked(JobOptions options) {
    Properties kafka = new Properties();
    kafka.putAll(options.kafka());
    return new RulesPipeline.Asked(
        options.get(BarographOptions.RULES_JOB),
        CostQuestions.beside(
            new StateTopics(
                options.topic(StateTopics.REQUESTS), options.topic(StateTopics.RESPONSES), kafka)));
  }

  /** The samples of an input that holds nothing else. */
  private static DataStream<IngestedSample> route(
      String input, DataStream<Ingested> records, JobOptions options, JobOutput delivery) {
    IngestRouter.Streams streams = IngestRouter.route(input, records);
    if (options.isEnabled(Pipeline.DELIVERY)) {
      delivery.deliverDeadLetters(input, streams.deadLetters());
    }
    return streams.samples();
  }

  private static Map<String, String> metricsOf(Set<String> inputs, JobOptions options) {
    Map<String, String> metrics = new LinkedHashMap<>();
    inputs.forEach(input -> metrics.put(input, options.get(BarographOptions.inputMetrics(input))));
    return metrics;
  }

  private static void rule(
      String stage,
      PackRules rules,
      boolean mayChange,
      Map<String, DataStream<IngestedSample>> inputs,
      List<RulesPipeline.Stage> wired) {
    if (!rules.inputs().isEmpty() && (mayChange || !rules.isEmpty())) {
      wired.add(new RulesPipeline.Stage(stage, rules, inputs));
    }
  }

  /** Two stages can read one input, and each can refuse series of it. */
  private static void deliverRefusedSeries(
      Collection<RulesPipeline.Streams> stages, JobOutput delivery) {
    Map<String, DataStream<DeadLetter>> refused = new LinkedHashMap<>();
    stages.forEach(
        stage ->
            stage
                .refusedSeries()
                .forEach(
                    (input, letters) ->
                        refused.merge(input, letters, (some, others) -> some.union(others))));
    refused.forEach(
        (input, letters) -> delivery.deliverDeadLetters("series-limit-" + input, letters));
  }
}
