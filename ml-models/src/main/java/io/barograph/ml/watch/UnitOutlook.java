package io.barograph.ml.watch;

import io.barograph.ml.failure.FailurePrediction;
import io.barograph.ml.failure.FailureReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What was said last of a unit.
 *
 * @param version what said it: {@value #RULE}, or the version of a model
 * @param probability of a failure within the horizon
 * @param measure hours left of a model, the drift in deviations of noise of the rule
 * @param reason what it means
 * @param fallback why it is the rule that says it
 */
record UnitOutlook(
    String version,
    double probability,
    double measure,
    FailureReason reason,
    ModelFallback fallback) {
  static final String RULE = "rule";

  static UnitOutlook of(String version, FailurePrediction said, ModelFallback fallback) {
    return new UnitOutlook(version, said.probability(), said.measure(), said.reason(), fallback);
  }

  boolean isByRule() {
    return version.equals(RULE);
  }

  boolean isKnown() {
    return reason != FailureReason.LEARNING;
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(version);
    out.writeDouble(probability);
    out.writeDouble(measure);
    out.writeUTF(reason.name());
    out.writeUTF(fallback.name());
  }

  static UnitOutlook read(DataInput in) throws IOException {
    return new UnitOutlook(
        in.readUTF(),
        in.readDouble(),
        in.readDouble(),
        FailureReason.valueOf(in.readUTF()),
        ModelFallback.valueOf(in.readUTF()));
  }
}
