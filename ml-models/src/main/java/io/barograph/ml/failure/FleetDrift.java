package io.barograph.ml.failure;

import java.util.Arrays;

/**
 * How far a unit's sensors have drifted together, by rule: for each sensor the distance of its
 * smoothed value from the beginning, half the unit's own and half that of all units, in deviations
 * of the sensor's noise; of these the mean over the sensors that vary. Nothing is learned of how
 * units end. Rows of all units come in time order. Not thread-safe.
 *
 * <p>Noise is what a sensor differs by from one row of a unit to the next (von Neumann, 1941),
 * which a slow drift leaves alone.
 */
public final class FleetDrift implements FailurePredictor {
  /* In deviations of noise; both are of public run-to-failure data, horizon 50 h. */
  private static final double LIMIT = 2.7;
  private static final Calibration CALIBRATION = new Calibration(-9.1, 5.35);
  /* Below this share of its level a sensor's noise is rounding. */
  private static final double CONSTANT = 1e-9;

  private final RecentUnits<Unit> units = new RecentUnits<>();
  private double[] noise;
  private double[] steps;
  private double[] beginning;
  private double[] begun;

  @Override
  public FailurePrediction next(String unit, long timeMillis, double[] sensors) {
    if (noise == null) {
      noise = new double[sensors.length];
      steps = new double[sensors.length];
      beginning = new double[sensors.length];
      begun = new double[sensors.length];
    }
    if (sensors.length != noise.length) {
      throw new IllegalArgumentException(
          "unit %s: a row must have %d sensors, had %d"
              .formatted(unit, noise.length, sensors.length));
    }
    Unit one = units.computeIfAbsent(unit, any -> new Unit(sensors.length));
    learn(one, sensors);
    if (!one.smoothed.begun()) {
      return new FailurePrediction(
          unit, timeMillis, CALIBRATION.probability(0), 0, LIMIT, FailureReason.LEARNING);
    }
    double drift = drift(one.smoothed);
    FailureReason reason = drift >= LIMIT ? FailureReason.DRIFT : FailureReason.SOUND;
    return new FailurePrediction(
        unit, timeMillis, CALIBRATION.probability(drift), drift, LIMIT, reason);
  }

  private void learn(Unit unit, double[] sensors) {
    unit.smoothed.add(sensors);
    for (int i = 0; i < sensors.length; i++) {
      if (!Double.isFinite(sensors[i])) {
        continue;
      }
      double step = sensors[i] - unit.last[i];
      if (Double.isFinite(step)) {
        noise[i] += (step * step / 2 - noise[i]) / ++steps[i];
      }
      if (!unit.smoothed.begun()) {
        beginning[i] += (sensors[i] - beginning[i]) / ++begun[i];
      }
      unit.last[i] = sensors[i];
    }
  }

  private double drift(SmoothedSensors unit) {
    double sum = 0;
    int varying = 0;
    for (int i = 0; i < noise.length; i++) {
      double deviation = Math.sqrt(noise[i]);
      if (deviation > CONSTANT * Math.max(1, Math.abs(beginning[i]))
          && Double.isFinite(unit.level(i))) {
        double from = begun[i] > 0 ? (beginning[i] + unit.beginning(i)) / 2 : unit.beginning(i);
        sum += Math.abs(unit.level(i) - from) / deviation;
        varying++;
      }
    }
    return varying == 0 ? 0 : sum / varying;
  }

  /** What is kept of a unit. */
  private static final class Unit {
    private final SmoothedSensors smoothed;
    private final double[] last;

    private Unit(int width) {
      smoothed = new SmoothedSensors(width);
      last = new double[width];
      Arrays.fill(last, Double.NaN);
    }
  }
}
