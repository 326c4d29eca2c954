package io.barograph.ml.failure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The noise of the sensors of a fleet and where its units begin, and by that how far a unit has
 * drifted: for each sensor the distance of its smoothed value from the beginning, half the unit's
 * own and half that of all units, in deviations of the sensor's noise; of these the mean over the
 * sensors that vary. Nothing is learned of how units end. Rows of all units come in time order. Not
 * thread-safe.
 *
 * <p>Noise is what a sensor differs by from one row of a unit to the next (von Neumann, 1941),
 * which a slow drift leaves alone.
 */
public final class FleetNoise {
  /* In deviations of noise; both are of public run-to-failure data, horizon of 50 rows. */
  private static final double LIMIT = 2.7;
  private static final Calibration CALIBRATION = new Calibration(-9.1, 5.35);
  /* Below this share of its level a sensor's noise is rounding. */
  private static final double CONSTANT = 1e-9;

  private double[] noise;
  private double[] steps;
  private double[] beginning;
  private double[] begun;

  /** Nothing is known yet of so many sensors. */
  public FleetNoise(int width) {
    noise = new double[width];
    steps = new double[width];
    beginning = new double[width];
    begun = new double[width];
  }

  /** How many sensors there are. */
  public int width() {
    return noise.length;
  }

  /** Makes room for sensors that were not known before. */
  public void widen(int width) {
    if (width > width()) {
      noise = Arrays.copyOf(noise, width);
      steps = Arrays.copyOf(steps, width);
      beginning = Arrays.copyOf(beginning, width);
      begun = Arrays.copyOf(begun, width);
    }
  }

  /**
   * Takes up the next row of a unit, for the unit and for the fleet.
   *
   * @param sensors one value for each sensor, NaN where it is missing
   */
  public void add(UnitSensors unit, double[] sensors) {
    unit.widen(width());
    unit.smoothed().add(sensors);
    for (int i = 0; i < sensors.length; i++) {
      if (!Double.isFinite(sensors[i])) {
        continue;
      }
      double step = sensors[i] - unit.last(i);
      if (Double.isFinite(step)) {
        noise[i] += (step * step / 2 - noise[i]) / ++steps[i];
      }
      if (!unit.smoothed().begun()) {
        beginning[i] += (sensors[i] - beginning[i]) / ++begun[i];
      }
      unit.last(i, sensors[i]);
    }
  }

  /** What is expected of a unit at its newest row. */
  public FailurePrediction predict(String unit, long timeMillis, UnitSensors sensors) {
    if (!sensors.smoothed().begun()) {
      return new FailurePrediction(
          unit, timeMillis, CALIBRATION.probability(0), 0, LIMIT, FailureReason.LEARNING);
    }
    double drift = drift(sensors.smoothed());
    FailureReason reason = drift >= LIMIT ? FailureReason.DRIFT : FailureReason.SOUND;
    return new FailurePrediction(
        unit, timeMillis, CALIBRATION.probability(drift), drift, LIMIT, reason);
  }

  private double drift(SmoothedSensors unit) {
    double sum = 0;
    int varying = 0;
    for (int i = 0; i < unit.width(); i++) {
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

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(width());
    for (int i = 0; i < width(); i++) {
      out.writeDouble(noise[i]);
      out.writeDouble(steps[i]);
      out.writeDouble(beginning[i]);
      out.writeDouble(begun[i]);
    }
  }

  /** What {@link #write} wrote. */
  public static FleetNoise read(DataInput in) throws IOException {
    FleetNoise read = new FleetNoise(in.readInt());
    for (int i = 0; i < read.width(); i++) {
      read.noise[i] = in.readDouble();
      read.steps[i] = in.readDouble();
      read.beginning[i] = in.readDouble();
      read.begun[i] = in.readDouble();
    }
    return read;
  }
}
