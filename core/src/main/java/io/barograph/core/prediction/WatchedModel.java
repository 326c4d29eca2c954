package io.barograph.core.prediction;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a model is judged.
 *
 * @param policy by its predictions and labels
 * @param maxLabelDelay how long after a prediction its outcome counts
 */
public record WatchedModel(ModelPolicy policy, Duration maxLabelDelay) implements Serializable {
  /** The defaults of both. */
  public static final WatchedModel DEFAULT =
      new WatchedModel(ModelPolicy.DEFAULT, JoinPolicy.DEFAULT.maxLabelDelays().rest());

  public WatchedModel {
    JoinPolicy.requireDelay(maxLabelDelay);
  }
}
