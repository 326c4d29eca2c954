package io.barograph.cli.measure;

import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.RecordFields;
import java.util.ArrayList;
import java.util.List;

/**
 * The returns of a file with {@code t} and {@code ret}, or with {@code t} and {@code close}, of
 * which the returns are made. The first row says which. Times are told as they stand, and must
 * grow.
 */
public final class ReturnRows {
  private final List<String> times = new ArrayList<>();
  private final List<Double> returns = new ArrayList<>();
  private String last;
  private String column;
  private double close = Double.NaN;

  /** A row of the file. */
  public record Row(String time, RecordFields fields) {
    /** Reads it. */
    public static Row read(RecordFields fields) throws MalformedRecordException {
      return new Row(fields.text("t"), fields);
    }
  }

  /** Adds a row. */
  public void add(Row row) throws MalformedRecordException {
    if (column == null) {
      column = row.fields().has("ret") ? "ret" : "close";
    }
    double value = row.fields().number(column);
    boolean isClose = column.equals("close");
    if (isClose ? value <= 0 : value < -1) {
      throw MalformedRecordException.of(
          column, row.fields().text(column), isClose ? "must be > 0" : "must be >= -1");
    }
    if (last != null && !isAfter(row.time(), last)) {
      throw MalformedRecordException.of(
          "t",
          row.time(),
          "must be after that of the row before, %s; sort the file".formatted(last));
    }
    last = row.time();
    if (isClose) {
      double before = close;
      close = value;
      if (Double.isNaN(before)) {
        return;
      }
      value = value / before - 1;
    }
    times.add(last);
    returns.add(value);
  }

  private static boolean isAfter(String time, String before) {
    try {
      return Double.parseDouble(time) > Double.parseDouble(before);
    } catch (NumberFormatException text) {
      return time.compareTo(before) > 0;
    }
  }

  /** The time at which each period ended. */
  public List<String> times() {
    return times;
  }

  /** The return of each period. */
  public double[] returns() {
    return returns.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
