package io.barograph.jobs.detect;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.measure.MeasureKind;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.measures.KeyLimit;
import io.barograph.jobs.measures.MeasuresPipeline;
import io.barograph.jobs.measures.MeasuresPipeline.Signal;
import io.barograph.jobs.options.DetectionPlan;
import io.barograph.jobs.options.DetectorOptions;
import io.barograph.ml.watch.ForecastSeriesKind;
import io.barograph.ml.watch.WatchedSeriesKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Samples of watched series to samples that say how unusual they are, and of forecast series to
 * samples that say where they go.
 */
public final class DetectionPipeline {
  /** The name of what watches series. */
  public static final String ANOMALIES = "anomalies";

  /** The name of what forecasts them. */
  public static final String FORECASTS = "forecasts";

  private final DataStream<IngestedSample> samples;
  private final DetectionPlan plan;
  private final Map<String, Signal> signals = new LinkedHashMap<>();

  private DetectionPipeline(DataStream<IngestedSample> samples, DetectionPlan plan) {
    this.samples = samples;
    this.plan = plan;
  }

  /**
   * Wires what the plan names.
   *
   * @param samples of all inputs that hold some
   * @return by the name of the kind; nothing of what no series is named for
   */
  public static Map<String, Signal> define(
      Collection<DataStream<IngestedSample>> samples, DetectionPlan plan) {
    Optional<DataStream<IngestedSample>> all =
        samples.stream().reduce((some, others) -> some.union(others));
    if (all.isEmpty()) {
      return Map.of();
    }
    DetectionPipeline pipeline = new DetectionPipeline(all.get(), plan);
    pipeline.watch();
    pipeline.forecast();
    return pipeline.signals;
  }

  private void watch() {
    add(
        new WatchedSeriesKind(plan.watches()),
        plan.watches().stream().map(SeriesWatch::series).toList(),
        WatchedSeriesKind.METRICS,
        new KeyLimit(DetectorOptions.DETECTORS_MAX_SERIES.key(), plan.mostWatched()));
  }

  private void forecast() {
    add(
        new ForecastSeriesKind(plan.forecasts()),
        plan.forecasts().stream().map(ForecastWatch::series).toList(),
        ForecastSeriesKind.METRICS,
        new KeyLimit(DetectorOptions.FORECASTS_MAX_SERIES.key(), plan.mostForecast()));
  }

  private void add(
      MeasureKind<SeriesSample> kind,
      List<SeriesSelectors> series,
      String metrics,
      KeyLimit limit) {
    if (series.isEmpty()) {
      return;
    }
    DataStream<IngestedRecord> chosen =
        samples
            .flatMap(new WatchedSamplesFunction(series))
            .returns(IngestedSerializer.<IngestedRecord>ofKind())
            .uid("samples-for-" + kind.name())
            .name("samples for " + kind.name());
    signals.put(
        kind.name(), MeasuresPipeline.measure(kind, chosen, metrics, plan.interval(), limit));
  }
}
