package io.barograph.ml.detect;

import io.barograph.core.bytes.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last values of a series, in order of size: quantiles at once, a value for a copy of part of
 * the window.
 *
 * <p>Values are kept as floats, as distances from the first of all, so that a large level leaves
 * them their differences. Eight bytes a value, four when written.
 */
final class SortedWindow {
  /** A standard deviation of normal values, in median absolute deviations. */
  static final double NORMAL_MAD = 1.4826;

  /** The distance of the 5 % and 95 % quantiles of normal values, in standard deviations. */
  static final double NORMAL_SPAN = 3.29;

  private final float[] ring;
  private final float[] sorted;
  private int size;
  private int next;
  private double origin = Double.NaN;

  SortedWindow(int capacity) {
    ring = new float[capacity];
    sorted = new float[capacity];
  }

  static SortedWindow read(DataInput in) throws IOException {
    int capacity = in.readInt();
    int size = in.readInt();
    if (capacity < 1 || capacity > 1 << 16 || size < 0 || size > capacity) {
      throw new IOException("a window holds %d of %d values".formatted(size, capacity));
    }
    SortedWindow window = new SortedWindow(capacity);
    window.origin = in.readDouble();
    Floats.read(window.ring, 0, size, in);
    System.arraycopy(window.ring, 0, window.sorted, 0, size);
    Arrays.sort(window.sorted, 0, size);
    window.size = size;
    window.next = size % capacity;
    return window;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(ring.length);
    out.writeInt(size);
    out.writeDouble(origin);
    int oldest = Math.floorMod(next - size, ring.length);
    int unbroken = Math.min(size, ring.length - oldest);
    Floats.write(ring, oldest, unbroken, out);
    Floats.write(ring, 0, size - unbroken, out);
  }

  /** Adds a finite value; the oldest goes if the window is full. */
  void add(double value) {
    if (Double.isNaN(origin)) {
      origin = value;
    }
    float kept = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value - origin));
    if (size == ring.length) {
      replace(ring[next], kept);
    } else {
      int at = Arrays.binarySearch(sorted, 0, size, kept);
      at = at < 0 ? -at - 1 : at;
      System.arraycopy(sorted, at, sorted, at + 1, size - at);
      sorted[at] = kept;
      size++;
    }
    ring[next] = kept;
    next = (next + 1) % ring.length;
  }

  private void replace(float old, float fresh) {
    int from = Arrays.binarySearch(sorted, 0, size, old);
    int to = Arrays.binarySearch(sorted, 0, size, fresh);
    to = to < 0 ? -to - 1 : to;
    if (to > from) {
      System.arraycopy(sorted, from + 1, sorted, from, to - from - 1);
      sorted[to - 1] = fresh;
    } else {
      System.arraycopy(sorted, to, sorted, to + 1, from - to);
      sorted[to] = fresh;
    }
  }

  int size() {
    return size;
  }

  /** The value of rank {@code share} (0 to 1), the nearest. */
  double quantile(double share) {
    return origin + sorted[(int) (share * (size - 1) + 0.5)];
  }

  double median() {
    return origin + ((double) sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += sorted[i];
    }
    return origin + sum / size;
  }

  /** The standard deviation about {@code mean}. */
  double deviation(double mean) {
    double center = mean - origin;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += (sorted[i] - center) * (sorted[i] - center);
    }
    return Math.sqrt(squares / size);
  }

  /** The median distance from {@code median}. */
  double medianDistance(double median) {
    double center = median - origin;
    int low = 0;
    int high = size - 1;
    for (int i = 0; i < size - 1 - size / 2; i++) {
      if (center - sorted[low] > sorted[high] - center) {
        low++;
      } else {
        high--;
      }
    }
    return Math.max(center - sorted[low], sorted[high] - center);
  }

  /** The distance of the 5 % and 95 % quantiles as a standard deviation of normal values. */
  double spread() {
    return (quantile(0.95) - quantile(0.05)) / NORMAL_SPAN;
  }
}
