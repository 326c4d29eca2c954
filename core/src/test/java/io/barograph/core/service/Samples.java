package io.barograph.core.service;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.sample.StaleMarker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What a measure gave at a tick, by name and labels as {@code barograph_x{a="b"}}. */
final class Samples {
  private final Map<String, Long> bits = new TreeMap<>();

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
          if (samples.bits.put(text(labels), raw) != null) {
            throw new AssertionError(labels + " twice");
          }
        });
    return samples;
  }

  private static String text(Labels labels) {
    StringBuilder text = new StringBuilder(labels.metricName());
    String separator = "{";
    for (Map.Entry<String, String> label : labels.toMap().entrySet()) {
      if (!label.getKey().equals(Labels.METRIC_NAME)) {
        text.append(separator).append(label.getKey()).append('=').append(label.getValue());
        separator = ",";
      }
    }
    return text.append('}').toString();
  }

  Map<String, Long> all() {
    return bits;
  }

  double value(String series) {
    Long raw = bits.get(series);
    if (raw == null || StaleMarker.isStale(raw)) {
      throw new AssertionError(series + " is not among " + bits.keySet());
    }
    return Double.longBitsToDouble(raw);
  }

  boolean has(String series) {
    return bits.containsKey(series);
  }

  boolean isStale(String series) {
    return bits.containsKey(series) && StaleMarker.isStale(bits.get(series));
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
