package io.barograph.ml.failure;

/**
 * How far a unit's sensors have drifted together, by rule, as {@link FleetNoise} says. Rows of all
 * units come in time order. Not thread-safe.
 */
public final class FleetDrift implements FailurePredictor {
  private final RecentUnits<UnitSensors> units = new RecentUnits<>();
  private FleetNoise noise;

  @Override
  public FailurePrediction next(String unit, long timeMillis, double[] sensors) {
    if (noise == null) {
      noise = new FleetNoise(sensors.length);
    }
    if (sensors.length != noise.width()) {
      throw new IllegalArgumentException(
          "unit %s: a row must have %d sensors, had %d"
              .formatted(unit, noise.width(), sensors.length));
    }
    UnitSensors one = units.computeIfAbsent(unit, any -> new UnitSensors(sensors.length));
    noise.add(one, sensors);
    return noise.predict(unit, timeMillis, one);
  }
}
