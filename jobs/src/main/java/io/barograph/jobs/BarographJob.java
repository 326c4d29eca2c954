package io.barograph.jobs;

import io.barograph.core.log.LogTally;
import io.barograph.jobs.ingest.IngestRouter;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.DeliveryPipeline;
import io.barograph.jobs.rules.PackRules;
import io.barograph.jobs.rules.RulesPipeline;
import io.barograph.jobs.signals.SignalsPipeline;
import io.barograph.jobs.source.KafkaInputs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
    define(options, KafkaInputs.open(env, options));
    env.execute("barograph");
  }

  /**
   * Wires the pipelines that are enabled: ingest, signals, rules, delivery.
   *
   * @param inputs what comes out of each topic, by the input's name
   */
  static void define(JobOptions options, Map<String, DataStream<Ingested>> inputs) {
    DeliveryPipeline delivery = new DeliveryPipeline(options);
    Map<String, DataStream<IngestedSample>> raw = new LinkedHashMap<>();
    Map<String, DataStream<IngestedSample>> derived = new LinkedHashMap<>();
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
          }
          if (options.isEnabled(Pipeline.DELIVERY)) {
            delivery.deliverDeadLetters(input, streams.deadLetters());
          }
        });
    if (options.isEnabled(Pipeline.RULES)) {
      PackRules packs = PackRules.read(options);
      rule("raw", packs.onRaw(metricsOf(raw.keySet(), options)), raw, options, delivery);
      Map<String, String> logMetrics = new LinkedHashMap<>();
      derived.keySet().forEach(input -> logMetrics.put(input, LogTally.METRIC_PREFIX + ".*"));
      rule("derived", packs.onDerived(logMetrics), derived, options, delivery);
    }
  }

  private static Map<String, String> metricsOf(Set<String> inputs, JobOptions options) {
    Map<String, String> metrics = new LinkedHashMap<>();
    inputs.forEach(input -> metrics.put(input, options.get(BarographOptions.inputMetrics(input))));
    return metrics;
  }

  private static void rule(
      String stage,
      PackRules rules,
      Map<String, DataStream<IngestedSample>> inputs,
      JobOptions options,
      DeliveryPipeline delivery) {
    if (inputs.isEmpty() || rules.isEmpty()) {
      return;
    }
    RulesPipeline.Streams told = RulesPipeline.define(stage, rules, inputs, options.seriesLimits());
    if (options.isEnabled(Pipeline.DELIVERY)) {
      delivery.deliverAlerts(stage, told.alerts(), told.forgotten());
      told.refusedSeries()
          .forEach(
              (input, letters) -> delivery.deliverDeadLetters("series-limit-" + input, letters));
    }
  }
}
