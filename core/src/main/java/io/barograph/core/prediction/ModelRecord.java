package io.barograph.core.prediction;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataOutput;
import java.io.IOException;

/** What a model said, or what came true. */
public sealed interface ModelRecord extends BusinessRecord permits Prediction, Outcome {
  /** What joins a prediction and its outcome. */
  String id();

  /** When it was said, or became known, in milliseconds since the epoch. */
  @Override
  long time();

  @Override
  default void write(DataOutput out) throws IOException {
    ModelRecordCodec.write(this, out);
  }
}
