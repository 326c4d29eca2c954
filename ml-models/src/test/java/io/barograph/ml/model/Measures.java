package io.barograph.ml.model;

import io.barograph.core.measure.PolicyBook;
import io.barograph.core.prediction.ModelPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures as bytes, and what they say. */
final class Measures {
  private Measures() {}

  static byte[] bytes(ModelMeasure measure) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      measure.write(new DataOutputStream(out));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  static ModelMeasure read(ModelPolicy policy, byte[] bytes) throws IOException {
    return ModelMeasure.read(
        PolicyBook.of(policy), new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /** The samples of a tick, by their labels as text. */
  static SortedMap<String, Double> samples(ModelMeasure measure, long tick) {
    SortedMap<String, Double> samples = new TreeMap<>();
    measure.sample(tick, (labels, value) -> samples.put(labels.toString(), value));
    return samples;
  }
}
