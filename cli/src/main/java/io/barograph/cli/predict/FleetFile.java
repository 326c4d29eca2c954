package io.barograph.cli.predict;

import io.barograph.cli.csv.CsvRows;
import io.barograph.ml.failure.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files of units. Rows are {@code timestamp,unit} and a column for each sensor, in the time order
 * of each unit; a column {@code cycle} is left out. Failures are {@code unit,failure_timestamp}.
 * Times are milliseconds since the epoch.
 */
public final class FleetFile {
  private static final String TIME = "timestamp";
  private static final String UNIT = "unit";
  private static final String FAILURE = "failure_timestamp";
  private static final Set<String> NO_SENSORS = Set.of(TIME, UNIT, "cycle");

  private FleetFile() {}

  /**
   * Reads rows of units.
   *
   * @throws IllegalArgumentException naming the file and what is wrong in it
   */
  public static Fleet rows(Path file) throws IOException {
    Fleet fleet = new Fleet();
    CsvRows.read(
        file,
        row -> {
          List<String> sensors = sensors(row.columns());
          double[] values = new double[sensors.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = row.number(sensors.get(i));
          }
          String unit = row.text(UNIT);
          long time = row.integer(TIME);
          try {
            fleet.add(unit, time, values);
          } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
          }
        });
    return fleet;
  }

  /** The names of the sensors of a file of rows, in its order. */
  public static List<String> sensors(Path file) throws IOException {
    return sensors(CsvRows.header(file));
  }

  private static List<String> sensors(List<String> columns) {
    return columns.stream().filter(column -> !NO_SENSORS.contains(column)).toList();
  }

  /** Reads when units failed; of several failures of one the first. */
  public static Map<String, Long> failures(Path file) throws IOException {
    Map<String, Long> failures = new LinkedHashMap<>();
    CsvRows.read(file, row -> failures.merge(row.text(UNIT), row.integer(FAILURE), Math::min));
    return failures;
  }
}
