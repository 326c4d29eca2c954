package io.barograph.ml.failure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was learned from units whose failures are known: the hours a unit has left, at how many a
 * warning is due, and how probable a failure within the horizon is. Immutable.
 *
 * <p>The bound and the probability are learned on predictions for units that the regression did not
 * see, by folds. The bound is the one whose warnings come nearest to the middle of the band, the
 * cube of the distance counting, so that none comes far from it.
 */
public final class FailureModel implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many units are needed at least. */
  public static final int FEWEST = 8;

  private static final int FOLDS = 5;
  /* The cap of the hours left, in horizons. */
  private static final double CAP = 2;

  private final int width;
  private final RemainingLife life;
  private final double boundHours;
  private final Calibration calibration;

  FailureModel(int width, RemainingLife life, double boundHours, Calibration calibration) {
    this.width = width;
    this.life = life;
    this.boundHours = boundHours;
    this.calibration = calibration;
  }

  /**
   * Learns from units, whose order decides on the folds.
   *
   * @throws IllegalArgumentException if they are fewer than {@link #FEWEST}, or have different
   *     sensors or no rows before their failure
   */
  public static FailureModel train(List<FailedUnit> units, LeadBand band) {
    int width = check(units);
    double capHours = CAP * band.mostHours();
    List<List<double[]>> features = units.stream().map(RemainingLife::features).toList();
    List<double[]> hours = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      hours.add(new double[0]);
    }
    for (int fold = 0; fold < FOLDS; fold++) {
      RemainingLife life = fitWithout(fold, units, features, capHours);
      for (int i = fold; i < units.size(); i += FOLDS) {
        hours.set(i, life.hours(features.get(i)));
      }
    }
    return new FailureModel(
        width,
        RemainingLife.fit(units, features, capHours),
        bound(units, hours, band, capHours),
        calibration(units, hours, band));
  }

  private static int check(List<FailedUnit> units) {
    if (units.size() < FEWEST) {
      throw new IllegalArgumentException(
          "at least %d units with a known failure are needed, were %d"
              .formatted(FEWEST, units.size()));
    }
    int width = units.get(0).history().width();
    for (FailedUnit unit : units) {
      UnitHistory history = unit.history();
      if (history.width() != width) {
        throw new IllegalArgumentException(
            "unit %s: all units must have %d sensors, had %d"
                .formatted(history.unit(), width, history.width()));
      }
      if (history.size() == 0 || unit.remainingHours(0) < 0) {
        throw new IllegalArgumentException(
            "unit %s: has no row before its failure at %d"
                .formatted(history.unit(), unit.failureMillis()));
      }
    }
    return width;
  }

  private static RemainingLife fitWithout(
      int fold, List<FailedUnit> units, List<List<double[]>> features, double capHours) {
    List<FailedUnit> others = new ArrayList<>();
    List<List<double[]>> theirs = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      if (i % FOLDS != fold) {
        others.add(units.get(i));
        theirs.add(features.get(i));
      }
    }
    return RemainingLife.fit(others, theirs, capHours);
  }

  private static double bound(
      List<FailedUnit> units, List<double[]> hours, LeadBand band, double capHours) {
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int bound = 0; bound <= capHours; bound++) {
      double cost = 0;
      for (int i = 0; i < units.size(); i++) {
        double off = lead(units.get(i), hours.get(i), bound) - band.middle();
        cost += Math.abs(off * off * off);
      }
      if (cost < least) {
        least = cost;
        best = bound;
      }
    }
    return best;
  }

  /** How long before the failure the hours left first fall to the bound; 0 if they never do. */
  private static double lead(FailedUnit unit, double[] hours, double bound) {
    for (int row = SmoothedSensors.BEGINNING; row < hours.length; row++) {
      if (hours[row] <= bound) {
        return unit.remainingHours(row);
      }
    }
    return 0;
  }

  private static Calibration calibration(
      List<FailedUnit> units, List<double[]> hours, LeadBand band) {
    int rows = hours.stream().mapToInt(unit -> unit.length).sum();
    double[] measures = new double[rows];
    boolean[] truths = new boolean[rows];
    int at = 0;
    for (int i = 0; i < units.size(); i++) {
      for (int row = 0; row < hours.get(i).length; row++) {
        measures[at] = hours.get(i)[row];
        truths[at++] = units.get(i).remainingHours(row) <= band.mostHours();
      }
    }
    return Calibration.fit(measures, truths);
  }

  /** A predictor that knows no unit yet. */
  public FailurePredictor predictor() {
    return new LearnedPredictor();
  }

  /** How many sensors it was trained on. */
  public int width() {
    return width;
  }

  RemainingLife life() {
    return life;
  }

  /** At how many hours left a warning is due. */
  double boundHours() {
    return boundHours;
  }

  Calibration calibration() {
    return calibration;
  }

  /**
   * What is expected of a unit at its newest row.
   *
   * @param places where each of its sensors stands among those of the unit
   */
  public FailurePrediction predict(
      String unit, long timeMillis, UnitSensors sensors, int[] places) {
    return predict(unit, timeMillis, sensors.smoothed(), places);
  }

  private FailurePrediction predict(
      String unit, long timeMillis, SmoothedSensors sensors, int[] places) {
    double hours = life.hours(sensors.features(places));
    return new FailurePrediction(
        unit,
        timeMillis,
        calibration.probability(hours),
        hours,
        boundHours,
        reason(sensors, hours));
  }

  private FailureReason reason(SmoothedSensors sensors, double hours) {
    if (!sensors.begun()) {
      return FailureReason.LEARNING;
    }
    return hours <= boundHours ? FailureReason.REMAINING_LIFE : FailureReason.SOUND;
  }

  private final class LearnedPredictor implements FailurePredictor {
    private final RecentUnits<SmoothedSensors> units = new RecentUnits<>();
    private final int[] places = IntStream.range(0, width).toArray();

    @Override
    public FailurePrediction next(String unit, long timeMillis, double[] values) {
      if (values.length != width) {
        throw new IllegalArgumentException(
            "unit %s: a row must have %d sensors, had %d".formatted(unit, width, values.length));
      }
      SmoothedSensors sensors = units.computeIfAbsent(unit, any -> new SmoothedSensors(width));
      sensors.add(values);
      return predict(unit, timeMillis, sensors, places);
    }
  }
}
