package io.barograph.jobs;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.jobs.feedback.FeedbackPipeline;
import io.barograph.jobs.ingest.IngestRouter;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.inspect.CostQuestions;
import io.barograph.jobs.inspect.StateTopics;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.JobOutput;
import io.barograph.jobs.risk.RiskOffFunction;
import io.barograph.jobs.rules.AlertOwners;
import io.barograph.jobs.rules.PackRules;
import io.barograph.jobs.rules.RuleBudgetFunction;
import io.barograph.jobs.rules.RuleChange;
import io.barograph.jobs.rules.RulesPipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Samples to alerts: a stage of rules on what came, one on what was derived. */
final class RulesWiring {
  private final JobOptions options;
  private final JobOutput delivery;
  private final PackRules.Published published;
  private final PackRules packs;
  private final boolean mayChange;

  /** Rules of a job, as they stand in its packs. */
  RulesWiring(JobOptions options, JobOutput delivery, PackRules.Published published) {
    this.options = options;
    this.delivery = delivery;
    this.published = published;
    this.packs = published.rules();
    this.mayChange = published.feed().isPresent();
  }

  /**
   * What the rules tell.
   *
   * @param changes of the rules while the job runs; empty if they never change
   */
  record Told(DataStream<Alert> alerts, Optional<DataStream<RuleChange>> changes) {}

  /** True if what the job says of its alerts goes back to the rules. */
  boolean isFedBack() {
    return packs.readAlerts() || options.get(BarographOptions.FEEDBACK_WRITE);
  }

  /**
   * Wires the rules; empty if there are none.
   *
   * @param feedback opens what was fed back to the rules; asked only if some rule reads it
   */
  Optional<Told> define(JobStreams streams, Supplier<DataStream<Ingested>> feedback) {
    List<RulesPipeline.Stage> wired = stages(streams, feedback);
    if (wired.isEmpty()) {
      return Optional.empty();
    }
    Map<String, RulesPipeline.Streams> stages =
        RulesPipeline.define(wired, options.seriesLimits(), published.feed().orElse(null), asked());
    Map<String, AlertOwners.Streams> alerts = AlertOwners.define(stages, packs.sharedAlertNames());
    if (isFedBack()) {
      delivery.deliverFeedback(
          FeedbackPipeline.define(
              alerts.values().stream().map(AlertOwners.Streams::alerts).toList(),
              options.feedbackInterval()));
    }
    if (options.isEnabled(Pipeline.DELIVERY)) {
      alerts.forEach(
          (stage, told) -> delivery.deliverAlerts(stage, told.alerts(), told.forgotten()));
      deliver(stages.values());
    }
    return alerts.values().stream()
        .map(AlertOwners.Streams::alerts)
        .reduce((some, others) -> some.union(others))
        .map(told -> new Told(told, stages.values().iterator().next().changes()));
  }

  private List<RulesPipeline.Stage> stages(
      JobStreams streams, Supplier<DataStream<Ingested>> feedback) {
    Map<String, DataStream<IngestedSample>> inputs = new LinkedHashMap<>(streams.raw());
    inputs.putAll(streams.derived());
    boolean readAlerts = packs.readAlerts();
    if (readAlerts && !inputs.isEmpty()) {
      inputs.put(PackRules.FEEDBACK, fedBack(feedback.get()));
    }
    Map<String, String> metrics = metricsOf(streams.raw().keySet());
    List<RulesPipeline.Stage> wired = new ArrayList<>();
    addStage("raw", packs.onRaw(metrics), inputs, wired);
    if (!streams.derived().isEmpty() || readAlerts) {
      addStage("derived", packs.onDerived(metrics, streams.derivedMetrics()), inputs, wired);
    }
    return wired;
  }

  private void addStage(
      String stage,
      PackRules rules,
      Map<String, DataStream<IngestedSample>> inputs,
      List<RulesPipeline.Stage> wired) {
    if (!rules.inputs().isEmpty() && (mayChange || !rules.isEmpty())) {
      wired.add(new RulesPipeline.Stage(stage, rules, inputs));
    }
  }

  private Map<String, String> metricsOf(Set<String> inputs) {
    Map<String, String> metrics = new LinkedHashMap<>();
    inputs.forEach(input -> metrics.put(input, options.get(BarographOptions.inputMetrics(input))));
    return metrics;
  }

  private DataStream<IngestedSample> fedBack(DataStream<Ingested> records) {
    IngestRouter.Streams routed = IngestRouter.route(PackRules.FEEDBACK, records);
    if (options.isEnabled(Pipeline.DELIVERY)) {
      delivery.deliverDeadLetters(PackRules.FEEDBACK, routed.deadLetters());
    }
    return routed.samples();
  }

  private RulesPipeline.Asked asked() {
    Properties kafka = new Properties();
    kafka.putAll(options.kafka());
    return new RulesPipeline.Asked(
        options.get(BarographOptions.RULES_JOB),
        CostQuestions.beside(
            new StateTopics(
                options.topic(StateTopics.REQUESTS), options.topic(StateTopics.RESPONSES), kafka)));
  }

  /** Delivers what stages tell beside alerts. */
  private void deliver(Collection<RulesPipeline.Streams> stages) {
    stages.stream()
        .map(RulesPipeline.Streams::tried)
        .reduce((some, others) -> some.union(others))
        .ifPresent(delivery::deliverTried);
    stages.stream()
        .map(RulesPipeline.Streams::halting)
        .reduce((some, others) -> some.union(others))
        .map(halting -> RiskOffFunction.define(halting, options.topic("risk-off")))
        .ifPresent(delivery::deliverRiskOff);
    deliverRefusedSeries(stages);
    if (mayChange) {
      stages.stream()
          .map(RulesPipeline.Streams::answers)
          .reduce((some, others) -> some.union(others))
          .map(answers -> RuleBudgetFunction.define(answers, options))
          .ifPresent(delivery::deliverAnswers);
    }
  }

  /** Two stages can read one input, and each can refuse series of it. */
  private void deliverRefusedSeries(Collection<RulesPipeline.Streams> stages) {
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
