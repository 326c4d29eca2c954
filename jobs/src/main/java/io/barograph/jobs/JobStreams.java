package io.barograph.jobs;

import io.barograph.core.log.LogTally;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.ingest.IngestRouter;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.JobOutput;
import io.barograph.jobs.signals.SignalsPipeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What flows towards the rules of a job: samples as they came, samples that were derived, and
 * records of the business.
 */
final class JobStreams {
  private final Map<String, DataStream<IngestedSample>> raw = new LinkedHashMap<>();
  private final Map<String, DataStream<IngestedSample>> derived = new LinkedHashMap<>();
  private final Map<String, String> derivedMetrics = new LinkedHashMap<>();
  private final Map<BusinessFormat, DataStream<IngestedRecord>> business =
      new EnumMap<>(BusinessFormat.class);

  /**
   * What inputs hold, logs as samples that count them; what cannot be taken is delivered.
   *
   * @param inputs what comes out of each topic, by the input's name
   */
  static JobStreams ingest(
      Map<String, DataStream<Ingested>> inputs, JobOptions options, JobOutput delivery) {
    JobStreams streams = new JobStreams();
    inputs.forEach(
        (input, records) -> {
          IngestRouter.Streams routed = IngestRouter.route(input, records);
          if (options.holdsSamples(input)) {
            streams.raw.put(input, routed.samples());
          }
          if (options.holdsLogs(input) && options.isEnabled(Pipeline.SIGNALS)) {
            streams.derive(
                input + "-logs",
                SignalsPipeline.define(
                    input, routed.logs(), options.get(BarographOptions.LOG_INTERVAL)),
                LogTally.METRIC_PREFIX + ".*");
          }
          options
              .businessFormat(input)
              .ifPresent(
                  format ->
                      streams.business.merge(
                          format, routed.records(), (some, more) -> some.union(more)));
          if (options.isEnabled(Pipeline.DELIVERY)) {
            delivery.deliverDeadLetters(input, routed.deadLetters());
          }
        });
    return streams;
  }

  /**
   * Adds samples that were derived.
   *
   * @param kind tells them apart from all others
   * @param metrics what their metrics are called, a regular expression
   */
  void derive(String kind, DataStream<IngestedSample> samples, String metrics) {
    derived.put(kind, samples);
    derivedMetrics.put(kind, metrics);
  }

  /** Samples as they came, by input. */
  Map<String, DataStream<IngestedSample>> raw() {
    return Collections.unmodifiableMap(raw);
  }

  /** Samples that were derived up to now, by kind. */
  Map<String, DataStream<IngestedSample>> derived() {
    return Collections.unmodifiableMap(derived);
  }

  /** What their metrics are called, by kind. */
  Map<String, String> derivedMetrics() {
    return Collections.unmodifiableMap(derivedMetrics);
  }

  /** All samples there are up to now. */
  List<DataStream<IngestedSample>> samples() {
    List<DataStream<IngestedSample>> all = new ArrayList<>(raw.values());
    all.addAll(derived.values());
    return all;
  }

  /** Records of the business. */
  Map<BusinessFormat, DataStream<IngestedRecord>> business() {
    return Collections.unmodifiableMap(business);
  }

  /** Records of one format; empty if no input holds such. */
  Optional<DataStream<IngestedRecord>> records(BusinessFormat format) {
    return Optional.ofNullable(business.get(format));
  }
}
