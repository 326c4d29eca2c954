package io.barograph.ml.failure;

import java.io.Serializable;
import java.util.List;

/**
 * A version of a model, and what it was trained for. Immutable.
 *
 * @param name of the model
 * @param version 1 or more
 * @param sensors the names of what it was trained on, in its order
 * @param stepMillis how far apart its rows were
 * @param band what warnings were aimed at; the probability is that of a failure within its horizon
 * @param model what was learned
 */
public record TrainedModel(
    String name,
    int version,
    List<String> sensors,
    long stepMillis,
    LeadBand band,
    FailureModel model)
    implements Serializable {
  public TrainedModel {
    sensors = List.copyOf(sensors);
    if (sensors.size() != model.width()) {
      throw new IllegalArgumentException(
          "sensors must be the %d of the model, were %d".formatted(model.width(), sensors.size()));
    }
  }
}
