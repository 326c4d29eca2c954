package io.barograph.ml.failure;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * A version of a model, and what it was trained for. Immutable.
 *
 * @param name of the model
 * @param version 1 or more
 * @param sensors the names of what it was trained on, in its order, at most {@value #MOST_SENSORS}
 * @param stepMillis how far apart its rows were, above 0
 * @param band what warnings were aimed at; the probability is that of a failure within its horizon
 * @param model what was learned
 * @param note where it comes from
 */
public record TrainedModel(
    String name,
    int version,
    List<String> sensors,
    long stepMillis,
    LeadBand band,
    FailureModel model,
    TrainingNote note)
    implements Serializable {
  /** The most sensors of a model. */
  public static final int MOST_SENSORS = 64;

  public TrainedModel {
    sensors = List.copyOf(sensors);
    if (sensors.size() != model.width()) {
      throw new IllegalArgumentException(
          "sensors must be the %d of the model, were %d".formatted(model.width(), sensors.size()));
    }
    if (sensors.isEmpty() || sensors.size() > MOST_SENSORS) {
      throw new IllegalArgumentException(
          "sensors must be 1 to %d, were %d: leave out those that say nothing of failures"
              .formatted(MOST_SENSORS, sensors.size()));
    }
    if (new HashSet<>(sensors).size() < sensors.size()) {
      throw new IllegalArgumentException("sensors must each stand once, were " + sensors);
    }
    if (version < 1) {
      throw new IllegalArgumentException("version must be 1 or more, was " + version);
    }
    if (stepMillis < 1) {
      throw new IllegalArgumentException("step must be 1 ms or more, was " + stepMillis);
    }
  }
}
