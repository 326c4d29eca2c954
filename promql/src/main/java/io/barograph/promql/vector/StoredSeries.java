package io.barograph.promql.vector;

import io.barograph.promql.eval.SampleWindow;
import java.util.ArrayList;
import java.util.List;

/** The samples of one series in memory, in ascending order of time. Not thread-safe. */
public final class StoredSeries implements SampleWindow {
  private record Point(long timestamp, double value, boolean stale) {}

  private final List<Point> points = new ArrayList<>();

  /** Stores a value in place of any other at that time. */
  public void add(long timestamp, double value) {
    put(new Point(timestamp, value, false));
  }

  /** Stores a stale marker in place of any value at that time. */
  public void addStale(long timestamp) {
    put(new Point(timestamp, Double.NaN, true));
  }

  private void put(Point point) {
    int index = points.size();
    while (index > 0 && points.get(index - 1).timestamp() > point.timestamp()) {
      index--;
    }
    if (index > 0 && points.get(index - 1).timestamp() == point.timestamp()) {
      points.set(index - 1, point);
    } else {
      points.add(index, point);
    }
  }

  @Override
  public int size() {
    return points.size();
  }

  @Override
  public long timestamp(int index) {
    return points.get(index).timestamp();
  }

  @Override
  public double value(int index) {
    return points.get(index).value();
  }

  @Override
  public boolean stale(int index) {
    return points.get(index).stale();
  }
}
