package io.barograph.core.prediction;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataOutput;
import java.io.IOException;

/** What became of a prediction. */
public sealed interface ModelEvent extends BusinessRecord {
  /** The prediction. */
  Prediction prediction();

  /** When it became so, in milliseconds since the epoch. */
  @Override
  long time();

  @Override
  default void write(DataOutput out) throws IOException {
    ModelRecordCodec.writeEvent(this, out);
  }

  /** Tells the events of one key and time apart. */
  String id();

  /** It was made. */
  record Made(Prediction prediction) implements ModelEvent {
    @Override
    public long time() {
      return prediction.time();
    }

    @Override
    public String id() {
      return "made/" + prediction.id();
    }
  }

  /**
   * Its outcome is known.
   *
   * @param outcome the first that was told of it
   */
  record Labelled(Prediction prediction, Outcome outcome) implements ModelEvent {
    /** The later of both times: when the label arrived. */
    @Override
    public long time() {
      return Math.max(prediction.time(), outcome.time());
    }

    /** How long the label took, in milliseconds; 0 if it was known before the prediction. */
    public long delayMillis() {
      return time() - prediction.time();
    }

    @Override
    public String id() {
      return "labelled/" + prediction.id();
    }
  }

  /**
   * No outcome is waited for any longer.
   *
   * @param time since when
   */
  record GivenUp(Prediction prediction, long time) implements ModelEvent {
    @Override
    public String id() {
      return "given-up/" + prediction.id();
    }
  }
}
