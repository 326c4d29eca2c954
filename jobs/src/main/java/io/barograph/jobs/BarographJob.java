package io.barograph.jobs;

import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.DeliveryPipeline;
import io.barograph.jobs.output.JobOutput;
import io.barograph.jobs.rules.PackRules;
import io.barograph.jobs.source.KafkaInputs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    new JobWiring(options, inputs, delivery, rules).define(feedback);
  }
}
