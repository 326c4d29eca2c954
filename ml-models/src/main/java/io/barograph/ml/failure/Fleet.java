package io.barograph.ml.failure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of many units, and what a predictor says of them. Not thread-safe. */
public final class Fleet {
  private final Map<String, UnitHistory> units = new LinkedHashMap<>();

  /**
   * Adds a row to its unit.
   *
   * @throws IllegalArgumentException as {@link UnitHistory#add}
   */
  public void add(String unit, long timeMillis, double[] sensors) {
    units.computeIfAbsent(unit, UnitHistory::new).add(timeMillis, sensors);
  }

  /** The units, in the order of their first rows. */
  public Collection<UnitHistory> units() {
    return units.values();
  }

  /**
   * How far rows of a unit are apart, in milliseconds: the middle of all distances from row to row;
   * 0 without any.
   */
  public long stepMillis() {
    List<Long> steps = new ArrayList<>();
    for (UnitHistory unit : units.values()) {
      for (int row = 1; row < unit.size(); row++) {
        steps.add(unit.timeMillis(row) - unit.timeMillis(row - 1));
      }
    }
    Collections.sort(steps);
    return steps.isEmpty() ? 0 : steps.get(steps.size() / 2);
  }

  /** Those of the units whose failures are known. */
  public List<FailedUnit> failed(Map<String, Long> failures) {
    return units.values().stream()
        .filter(unit -> failures.containsKey(unit.unit()))
        .map(unit -> new FailedUnit(unit, failures.get(unit.unit())))
        .toList();
  }

  /** What a predictor says of all rows, taken in time order and then by the order of the units. */
  public List<FailurePrediction> predictions(FailurePredictor predictor) {
    List<RowOfUnit> rows = new ArrayList<>();
    for (UnitHistory unit : units.values()) {
      for (int row = 0; row < unit.size(); row++) {
        rows.add(new RowOfUnit(unit, row));
      }
    }
    rows.sort(Comparator.comparingLong(RowOfUnit::timeMillis));
    List<FailurePrediction> predictions = new ArrayList<>();
    for (RowOfUnit row : rows) {
      UnitHistory unit = row.unit();
      predictions.add(predictor.next(unit.unit(), row.timeMillis(), unit.sensors(row.row())));
    }
    return predictions;
  }

  /** One row. */
  private record RowOfUnit(UnitHistory unit, int row) {
    private long timeMillis() {
      return unit.timeMillis(row);
    }
  }
}
