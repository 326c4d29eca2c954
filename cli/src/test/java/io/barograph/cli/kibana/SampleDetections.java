package io.barograph.cli.kibana;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.output.AnomalyDocuments;
import io.barograph.jobs.output.MeasureDocuments;
import io.barograph.ml.watch.ForecastSeriesKind;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;

/** Anomalies of two detectors and of an entity, and what is forecast of a disk that fills up. */
final class SampleDetections {
  /** The name of the measure. */
  static final String MEASURE = "barograph_api_latency_seconds";

  private static final long START = SampleIncidents.START;
  private static final long MINUTE = 60_000;
  private static final long STEP = 5 * MINUTE;
  private static final int STEPS = 60;

  private SampleDetections() {}

  /** Six of series and one of an entity; the first document is one of {@code latency}. */
  static List<ElasticsearchDocument> anomalies() {
    List<ElasticsearchDocument> all = new ArrayList<>();
    AnomalyDocuments function = new AnomalyDocuments();
    for (int i = 0; i < 6; i++) {
      Labels score =
          Labels.of(
              Labels.METRIC_NAME,
              "barograph_anomaly_score",
              "metric",
              i % 2 == 0 ? "latency" : "node_load1",
              "detector",
              i < 4 ? "load" : "orders",
              "job",
              "api",
              "instance",
              "api-" + i);
      function.flatMap(
          IngestedSample.onTime(score, START + i * MINUTE, 0.5 + 0.05 * i),
          new ListCollector<>(all));
    }
    Labels entity =
        Labels.of(
            Labels.METRIC_NAME,
            "barograph_entity_anomaly_score",
            "detector",
            "servers",
            "job",
            "api",
            "instance",
            "api-0");
    function.flatMap(
        IngestedSample.onTime(entity, START + 6 * MINUTE, 0.7), new ListCollector<>(all));
    return all;
  }

  /** That the first of them was one, and only that: the others are of other series. */
  static SeriesLabel confirmation() {
    return confirmation(
        Labels.of(Labels.METRIC_NAME, "latency", "instance", "api-0", "job", "api"));
  }

  /** That what was told of the entity was one. */
  static SeriesLabel confirmationOfEntity() {
    return confirmation(Labels.of("instance", "api-0", "job", "api"));
  }

  private static SeriesLabel confirmation(Labels labels) {
    long end = START + STEPS * MINUTE;
    return new SeriesLabel(labels, end, "label", START, end, true);
  }

  /** A measure that swings. */
  static List<ElasticsearchDocument> measures() {
    Labels latency = Labels.of(Labels.METRIC_NAME, MEASURE, "service", "orders");
    List<ElasticsearchDocument> all = new ArrayList<>();
    MeasureDocuments function = MeasureDocuments.ofMeasures(MINUTE);
    long begin = START / STEP * STEP;
    for (int step = 0; step < 3 * STEPS; step++) {
      double value = 0.2 + 0.1 * Math.sin(step / 10.0);
      function.flatMap(
          IngestedSample.onTime(latency, begin + step * STEP, value), new ListCollector<>(all));
    }
    return all;
  }

  /** All that is said of a disk that reaches its limit within the horizon. */
  static List<ElasticsearchDocument> forecasts() {
    ForecastWatch watch =
        new ForecastWatch(
            "disk",
            new SeriesSelectors(List.of(List.of())),
            Duration.ofMillis(STEP),
            Duration.ofHours(4),
            new ForecastWatch.Limit(0.9, true));
    Labels disk =
        Labels.of(Labels.METRIC_NAME, "disk_used_ratio", "job", "node", "instance", "db-1");
    List<ElasticsearchDocument> all = new ArrayList<>();
    MeasureDocuments function = MeasureDocuments.ofForecasts();
    Measure<SeriesSample> series = null;
    ForecastSeriesKind kind = new ForecastSeriesKind(List.of(watch));
    for (int step = 0; step < STEPS; step++) {
      long time = START + step * STEP;
      SeriesSample sample = new SeriesSample(disk, time, 0.5 + 0.0066 * step);
      series = series == null ? kind.begin(sample) : series;
      series.add(sample);
      long tick = time + MINUTE;
      series.sample(
          tick,
          (labels, value) ->
              function.flatMap(
                  IngestedSample.onTime(labels, tick, value), new ListCollector<>(all)));
    }
    return all;
  }
}
