package io.barograph.ml.failure;

import java.util.ArrayList;
import java.util.List;

/** The rows of one unit, from its beginning, in time order. Not thread-safe. */
public final class UnitHistory {
  private final String unit;
  private final List<Long> times = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();

  /** A unit without rows. */
  public UnitHistory(String unit) {
    this.unit = unit;
  }

  /**
   * Adds a row.
   *
   * @param sensors one value for each sensor, NaN where it is missing
   * @throws IllegalArgumentException unless the time is after the row before, and the row as long
   */
  public void add(long timeMillis, double[] sensors) {
    if (!rows.isEmpty()) {
      if (timeMillis <= timeMillis(size() - 1)) {
        throw new IllegalArgumentException(
            "unit %s: rows must be in time order, %d came after %d"
                .formatted(unit, timeMillis, timeMillis(size() - 1)));
      }
      if (sensors.length != rows.get(0).length) {
        throw new IllegalArgumentException(
            "unit %s: a row must have %d sensors, had %d"
                .formatted(unit, rows.get(0).length, sensors.length));
      }
    }
    times.add(timeMillis);
    rows.add(sensors.clone());
  }

  /** Its name. */
  public String unit() {
    return unit;
  }

  /** How many rows it has. */
  public int size() {
    return rows.size();
  }

  /** When a row was. */
  public long timeMillis(int row) {
    return times.get(row);
  }

  /** The sensors of a row; not to be changed. */
  double[] sensors(int row) {
    return rows.get(row);
  }

  /** How many sensors it has; 0 without rows. */
  int width() {
    return rows.isEmpty() ? 0 : rows.get(0).length;
  }
}
