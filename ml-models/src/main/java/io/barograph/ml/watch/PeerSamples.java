package io.barograph.ml.watch;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.sample.StaleMarker;
import io.barograph.ml.peers.PeerFeature;
import io.barograph.ml.peers.PeerScore;

/** The samples of one comparison of peers. */
record PeerSamples(String detector) {
  static final String PREFIX = "barograph_peer_";

  private static final String DETECTOR = "detector";
  private static final String METRIC = "metric";
  private static final String STATISTIC = "statistic";
  private static final double STALE = Double.longBitsToDouble(StaleMarker.BITS);

  void score(Labels unit, PeerScore said, SampleOutput out) {
    out.put(of(unit, "distance_score").build(), said.score());
    out.put(of(unit, "cluster").build(), said.cluster());
  }

  void deviation(Labels unit, PeerFeature feature, double deviation, SampleOutput out) {
    out.put(deviationOf(unit, feature), deviation);
  }

  void deviationEnds(Labels unit, PeerFeature feature, SampleOutput out) {
    out.put(deviationOf(unit, feature), STALE);
  }

  void entities(int compared, SampleOutput out) {
    out.put(of(Labels.EMPTY, "entities").build(), compared);
  }

  private Labels deviationOf(Labels unit, PeerFeature feature) {
    return of(unit, "deviation")
        .set(METRIC, feature.metric())
        .set(STATISTIC, feature.statistic().wireName())
        .build();
  }

  private Labels.Builder of(Labels unit, String name) {
    return unit.toBuilder().set(DETECTOR, detector).set(Labels.METRIC_NAME, PREFIX + name);
  }
}
