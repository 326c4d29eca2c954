package io.barograph.ml.watch;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.sample.StaleMarker;
import java.time.Duration;

/** The samples of one prediction. */
record FleetSamples(String prediction) {
  static final String PREFIX = "barograph_failure_";
  static final String PREDICTION = "prediction";
  static final String VERSION = "version";

  private static final String REASON = "reason";
  private static final double STALE = Double.longBitsToDouble(StaleMarker.BITS);
  private static final double HOUR_SECONDS = Duration.ofHours(1).toSeconds();

  void outlook(Labels unit, UnitOutlook said, SampleOutput out) {
    put(unit, "probability", said.version(), said.probability(), out);
    if (!said.isKnown()) {
      return;
    }
    if (said.isByRule()) {
      put(unit, "drift", said.version(), said.measure(), out);
    } else {
      double seconds = Math.max(0, said.measure()) * HOUR_SECONDS;
      put(unit, "remaining_life_seconds", said.version(), seconds, out);
    }
  }

  void shadow(Labels unit, UnitOutlook said, SampleOutput out) {
    put(unit, "probability_shadow", said.version(), said.probability(), out);
  }

  private void put(Labels unit, String name, String version, double value, SampleOutput out) {
    out.put(of(unit, name).set(VERSION, version).build(), value);
  }

  void warning(Labels unit, String reason, SampleOutput out) {
    out.put(of(unit, "warning").set(REASON, reason).build(), 1);
  }

  void warningEnds(Labels unit, String reason, SampleOutput out) {
    out.put(of(unit, "warning").set(REASON, reason).build(), STALE);
  }

  void units(int units, SampleOutput out) {
    out.put(of(Labels.EMPTY, "units").build(), units);
  }

  void fallback(ModelFallback reason, SampleOutput out) {
    out.put(of(Labels.EMPTY, "fallback").set(REASON, reason.wireName()).build(), 1);
  }

  private Labels.Builder of(Labels unit, String name) {
    return unit.toBuilder().set(PREDICTION, prediction).set(Labels.METRIC_NAME, PREFIX + name);
  }
}
