package io.barograph.ml.watch;

import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.FallBack;
import io.barograph.ml.detect.ModelException;
import io.barograph.ml.detect.ReasonCode;
import io.barograph.ml.detect.Score;
import java.util.function.LongSupplier;

/**
 * The model of a heavy detector, whose answers are waited for with {@link ModelPatience}. That it
 * rests is not written: behind a restart it is tried again. Not thread-safe.
 */
final class PatientModel {
  private final Detector model;
  private final long mostNanos;
  private final LongSupplier nanos;
  private int slow;
  private long restsUntil = Long.MIN_VALUE;

  /**
   * A model that has never been slow.
   *
   * @param nanos a clock such as {@link System#nanoTime}
   */
  PatientModel(Detector model, ModelPatience patience, LongSupplier nanos) {
    this.model = model;
    this.mostNanos = patience.most().toNanos();
    this.nanos = nanos;
  }

  /**
   * What the model says of a value, or the ensemble in its place.
   *
   * @param simple what the ensemble says
   */
  Score add(long timeMillis, double value, Score simple) {
    if (timeMillis < restsUntil) {
      return simple.asFallBack(FallBack.SLOW);
    }
    long begun = nanos.getAsLong();
    Score said;
    try {
      said = model.add(timeMillis, value);
    } catch (ModelException e) {
      said = null;
    }
    time(timeMillis, nanos.getAsLong() - begun);
    if (said == null) {
      return simple.asFallBack(FallBack.FAILED);
    }
    return said.reason().code() == ReasonCode.LEARNING
        ? simple.asFallBack(FallBack.LEARNING)
        : said;
  }

  /* A model that rested is on its last try. */
  private void time(long timeMillis, long took) {
    if (took <= mostNanos) {
      slow = 0;
    } else if (++slow >= ModelPatience.ANSWERS) {
      slow = ModelPatience.ANSWERS - 1;
      restsUntil = timeMillis + ModelPatience.REST.toMillis();
    }
  }

  /** What answers. */
  Detector detector() {
    return model;
  }
}
