package io.barograph.core.strategy;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.sample.StaleMarker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a measure gave at a tick. */
final class Samples {
  private final Map<Labels, Long> bits = new LinkedHashMap<>();

  private Samples() {}

  static Samples of(Measure<?> measure, long tick) {
    Samples samples = new Samples();
    measure.sample(
        tick,
        (labels, value) -> {
          long raw = Double.doubleToRawLongBits(value);
          if (!Double.isFinite(value) && !StaleMarker.isStale(raw)) {
            throw new AssertionError(labels + " is " + value);
          }
          if (samples.bits.put(labels, raw) != null) {
            throw new AssertionError(labels + " twice");
          }
        });
    return samples;
  }

  Map<Labels, Long> all() {
    return bits;
  }

  List<Labels> labels(String name, String window) {
    return bits.keySet().stream()
        .filter(labels -> labels.metricName().equals(StrategyMetric.PREFIX + name))
        .filter(labels -> labels.get("window").equals(window))
        .toList();
  }

  double value(String name, String window) {
    List<Labels> found = labels(name, window);
    if (found.isEmpty() || isStale(name, window)) {
      throw new AssertionError(name + " over " + window + " is not among " + bits.keySet());
    }
    return Double.longBitsToDouble(bits.get(found.get(0)));
  }

  boolean has(String name, String window) {
    return !labels(name, window).isEmpty();
  }

  boolean isStale(String name, String window) {
    return labels(name, window).stream().allMatch(labels -> StaleMarker.isStale(bits.get(labels)));
  }

  static byte[] bytes(Measure<?> measure) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    measure.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  static DataInputStream in(Measure<?> measure) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(bytes(measure)));
  }
}
