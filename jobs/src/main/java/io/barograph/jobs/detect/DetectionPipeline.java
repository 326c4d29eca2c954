package io.barograph.jobs.detect;

import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.MeasureKind;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.measures.KeyLimit;
import io.barograph.jobs.measures.MeasuresPipeline;
import io.barograph.jobs.measures.MeasuresPipeline.Signal;
import io.barograph.jobs.options.DetectionPlan;
import io.barograph.jobs.options.DetectorOptions;
import io.barograph.jobs.options.EntityOptions;
import io.barograph.jobs.options.EntityPlan;
import io.barograph.jobs.options.FailurePlan;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.PeerOptions;
import io.barograph.jobs.options.PeerPlan;
import io.barograph.jobs.options.PredictionOptions;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.jobs.types.BufferTimeouts;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.ModelException;
import io.barograph.ml.watch.FailureFleetKind;
import io.barograph.ml.watch.ForecastSeriesKind;
import io.barograph.ml.watch.ModelLimit;
import io.barograph.ml.watch.ModelPatience;
import io.barograph.ml.watch.PeerFleetKind;
import io.barograph.ml.watch.WatchedEntityKind;
import io.barograph.ml.watch.WatchedSeriesKind;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Samples of watched series and entities to samples that say how unusual they are, of forecast
 * series to samples that say where they go, of units to samples that say whether they are going to
 * fail, and of entities to samples that say how far they are from their peers.
 */
public final class DetectionPipeline {
  /** The name of what watches series. */
  public static final String ANOMALIES = "anomalies";

  /** The name of what forecasts them. */
  public static final String FORECASTS = "forecasts";

  /** The name of what predicts failures. */
  public static final String FAILURES = "failures";

  /** The name of what watches entities. */
  public static final String ENTITIES = "entities";

  /** The name of what compares entities. */
  public static final String PEERS = "peers";

  private final DataStream<IngestedSample> samples;
  private final Said said;
  private final DetectionPlan plan;
  private final FailurePlan failures;
  private final EntityPlan entities;
  private final PeerPlan peers;
  private final Map<String, Signal> signals = new LinkedHashMap<>();

  /**
   * What people say to what watches.
   *
   * @param labels of what series did; empty if no input holds such
   * @param promotions of models; empty if no input holds such
   */
  public record Said(
      Optional<DataStream<IngestedRecord>> labels,
      Optional<DataStream<IngestedRecord>> promotions) {
    /** All of it. */
    public Optional<DataStream<IngestedRecord>> all() {
      return Stream.concat(labels.stream(), promotions.stream())
          .reduce((some, more) -> some.union(more));
    }

    /** What is of that among all records. */
    public static Said of(Map<BusinessFormat, DataStream<IngestedRecord>> records) {
      return new Said(
          Optional.ofNullable(records.get(BusinessFormat.LABELS)),
          Optional.ofNullable(records.get(BusinessFormat.MODELS)));
    }
  }

  private DetectionPipeline(
      DataStream<IngestedSample> samples,
      Said said,
      DetectionPlan plan,
      FailurePlan failures,
      EntityPlan entities,
      PeerPlan peers) {
    this.samples = samples;
    this.said = said;
    this.plan = plan;
    this.failures = failures;
    this.entities = entities;
    this.peers = peers;
  }

  /**
   * Wires what the plans name.
   *
   * @param samples of all inputs that hold some
   * @param said what people say of series and models
   * @return by the name of the kind; nothing of what no series is named for
   */
  public static Map<String, Signal> define(
      Collection<DataStream<IngestedSample>> samples,
      Said said,
      DetectionPlan plan,
      FailurePlan failures,
      EntityPlan entities,
      PeerPlan peers) {
    Optional<DataStream<IngestedSample>> all =
        samples.stream().reduce((some, others) -> some.union(others));
    if (all.isEmpty()) {
      return Map.of();
    }
    DetectionPipeline pipeline =
        new DetectionPipeline(all.get(), said, plan, failures, entities, peers);
    pipeline.watch();
    pipeline.forecast();
    pipeline.predict();
    pipeline.watchEntities();
    pipeline.compare();
    return pipeline.signals;
  }

  private void watch() {
    List<SeriesSelectors> series = plan.watches().stream().map(SeriesWatch::series).toList();
    if (series.isEmpty()) {
      return;
    }
    plan.watches().forEach(DetectionPipeline::requireLibrary);
    DataStream<IngestedRecord> chosen = samplesOf(series, ANOMALIES);
    measure(
        new WatchedSeriesKind(
            plan.watches(),
            new ModelLimit(plan.mostModels(), KeyGroups.COUNT),
            new ModelPatience(plan.modelLatency())),
        said.labels().map(some -> chosen.union(labelsOf(some))).orElse(chosen),
        WatchedSeriesKind.METRICS,
        plan.interval(),
        new KeyLimit(DetectorOptions.DETECTORS_MAX_SERIES.key(), plan.mostWatched()));
  }

  private static void requireLibrary(SeriesWatch watch) {
    try {
      Detectors.requireLibrary(watch.detector().wireName());
    } catch (ModelException e) {
      throw new InvalidOptionsException(
          "detectors: %s: %s".formatted(watch.name(), e.getMessage()));
    }
  }

  private DataStream<IngestedRecord> labelsOf(DataStream<IngestedRecord> labels) {
    return labels
        .flatMap(new LabelsFunction(plan.watches()))
        .returns(IngestedSerializer.<IngestedRecord>ofKind())
        .uid("labels-for-" + ANOMALIES)
        .name("labels for " + ANOMALIES);
  }

  private void forecast() {
    add(
        new ForecastSeriesKind(plan.forecasts()),
        plan.forecasts().stream().map(ForecastWatch::series).toList(),
        ForecastSeriesKind.METRICS,
        plan.interval(),
        new KeyLimit(DetectorOptions.FORECASTS_MAX_SERIES.key(), plan.mostForecast()));
  }

  /* Units are bounded in each prediction, and there are no more of these than packs name. */
  private void predict() {
    if (failures.watches().isEmpty()) {
      return;
    }
    DataStream<IngestedRecord> chosen =
        samplesOf(
            failures.watches().stream()
                .flatMap(watch -> Stream.of(watch.series(), watch.failures()))
                .toList(),
            FAILURES);
    measure(
        new FailureFleetKind(failures.watches(), failures.models(), failures.mostUnits()),
        said.promotions().map(some -> chosen.union(promotionsOf(some))).orElse(chosen),
        FailureFleetKind.METRICS,
        failures.interval(),
        new KeyLimit(PredictionOptions.PREDICTIONS_MAX_UNITS.key(), Integer.MAX_VALUE));
  }

  private DataStream<IngestedRecord> promotionsOf(DataStream<IngestedRecord> promotions) {
    return promotions
        .flatMap(new PromotionsFunction(failures.watches()))
        .returns(IngestedSerializer.<IngestedRecord>ofKind())
        .uid("promotions-for-" + FAILURES)
        .name("promotions for " + FAILURES);
  }

  private void watchEntities() {
    add(
        new WatchedEntityKind(entities.watches()),
        entities.watches().stream().map(EntityWatch::series).toList(),
        WatchedEntityKind.METRICS,
        entities.interval(),
        new KeyLimit(EntityOptions.ENTITIES_MAX_ENTITIES.key(), entities.mostEntities()));
  }

  /* As units are. */
  private void compare() {
    add(
        new PeerFleetKind(peers.watches(), peers.mostEntities()),
        peers.watches().stream().map(PeerWatch::series).toList(),
        PeerFleetKind.METRICS,
        peers.interval(),
        new KeyLimit(PeerOptions.PEERS_MAX_ENTITIES.key(), Integer.MAX_VALUE));
  }

  private void add(
      MeasureKind<SeriesSample> kind,
      List<SeriesSelectors> series,
      String metrics,
      Duration interval,
      KeyLimit limit) {
    if (!series.isEmpty()) {
      measure(kind, samplesOf(series, kind.name()), metrics, interval, limit);
    }
  }

  private DataStream<IngestedRecord> samplesOf(List<SeriesSelectors> series, String kind) {
    return BufferTimeouts.ofRecords(
        samples
            .flatMap(new WatchedSamplesFunction(series))
            .returns(IngestedSerializer.<IngestedRecord>ofKind())
            .uid("samples-for-" + kind)
            .name("samples for " + kind));
  }

  private <R extends BusinessRecord> void measure(
      MeasureKind<R> kind,
      DataStream<IngestedRecord> records,
      String metrics,
      Duration interval,
      KeyLimit limit) {
    signals.put(kind.name(), MeasuresPipeline.measure(kind, records, metrics, interval, limit));
  }
}
