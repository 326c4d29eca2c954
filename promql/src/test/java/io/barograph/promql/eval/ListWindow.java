package io.barograph.promql.eval;

import java.util.ArrayList;
import java.util.List;

/** A window over samples in a list. */
final class ListWindow implements SampleWindow {
  private record Point(long timestamp, double value, boolean stale) {}

  private final List<Point> points = new ArrayList<>();

  /** Samples at 0, step, 2 * step ...; a null is a stale marker. */
  static ListWindow every(long stepMillis, Double... values) {
    ListWindow window = new ListWindow();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        window.addStale(i * stepMillis);
      } else {
        window.add(i * stepMillis, values[i]);
      }
    }
    return window;
  }

  ListWindow add(long timestamp, double value) {
    points.add(new Point(timestamp, value, false));
    return this;
  }

  ListWindow addStale(long timestamp) {
    points.add(new Point(timestamp, 0, true));
    return this;
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
