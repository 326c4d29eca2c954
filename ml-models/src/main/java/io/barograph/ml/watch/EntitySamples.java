package io.barograph.ml.watch;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.sample.StaleMarker;

/**
 * The samples of one entity.
 *
 * @param score the labels of how unusual it is, 0 for what repeats
 * @param strength of the same with repeats
 */
record EntitySamples(Labels score, Labels strength) {
  private static final String PREFIX = "barograph_entity_anomaly_";
  private static final String DETECTOR = "detector";
  private static final String METRIC = "metric";
  private static final double STALE = Double.longBitsToDouble(StaleMarker.BITS);

  static EntitySamples of(Labels entity, String entry) {
    Labels.Builder named = entity.toBuilder().set(DETECTOR, entry);
    return new EntitySamples(
        named.set(Labels.METRIC_NAME, PREFIX + "score").build(),
        named.set(Labels.METRIC_NAME, PREFIX + "strength").build());
  }

  void metric(String deviating, SampleOutput out) {
    out.put(named(deviating), 1);
  }

  void metricEnds(String deviated, SampleOutput out) {
    out.put(named(deviated), STALE);
  }

  private Labels named(String metric) {
    return score.toBuilder().set(METRIC, metric).set(Labels.METRIC_NAME, PREFIX + METRIC).build();
  }
}
