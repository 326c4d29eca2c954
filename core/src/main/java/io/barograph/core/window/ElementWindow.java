package io.barograph.core.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last elements, of up to {@value #MAX_COLUMNS} numbers each, one by one: a window by count
 * that is folded again whenever it is asked, so that its statistics are exact.
 *
 * <p>To add is constant in time. Takes {@code 8 * columns} bytes an element that is there. Not
 * thread-safe.
 */
public final class ElementWindow {
  /** The most elements; a larger window by count hops, see {@link BucketWindow}. */
  public static final int MAX_ELEMENTS = 1_024;

  /** The most numbers of an element. */
  public static final int MAX_COLUMNS = 3;

  private static final int FIRST_ELEMENTS = 16;

  private final int capacity;
  private final int columns;
  private double[] values;
  private int size;
  private int oldest;

  /**
   * A window without elements.
   *
   * @param capacity 1 to {@value #MAX_ELEMENTS}
   * @param columns 1 to {@value #MAX_COLUMNS}
   */
  public ElementWindow(int capacity, int columns) {
    if (capacity < 1 || capacity > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "capacity must be 1 to %d, was %d".formatted(MAX_ELEMENTS, capacity));
    }
    if (columns < 1 || columns > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "columns must be 1 to %d, was %d".formatted(MAX_COLUMNS, columns));
    }
    this.capacity = capacity;
    this.columns = columns;
    this.values = new double[Math.min(capacity, FIRST_ELEMENTS) * columns];
  }

  /** Adds an element, of as many numbers as there are columns; the oldest goes if it is full. */
  public void add(double... element) {
    if (element.length != columns) {
      throw new IllegalArgumentException(
          "element must be of %d numbers, was of %d".formatted(columns, element.length));
    }
    if (size == capacity) {
      System.arraycopy(element, 0, values, oldest * columns, columns);
      oldest = (oldest + 1) % capacity;
      return;
    }
    if (size * columns == values.length) {
      values = Arrays.copyOf(values, Math.min(2 * size, capacity) * columns);
    }
    System.arraycopy(element, 0, values, size * columns, columns);
    size++;
  }

  /** How many elements there are. */
  public int size() {
    return size;
  }

  /** True if there are as many elements as there can be. */
  public boolean isFull() {
    return size == capacity;
  }

  /** A number of an element, the oldest of them at 0. */
  public double get(int element, int column) {
    return values[(oldest + element) % Math.max(size, 1) * columns + column];
  }

  /** The numbers of a column, the oldest first. */
  public double[] column(int column) {
    double[] all = new double[size];
    for (int i = 0; i < size; i++) {
      all[i] = get(i, column);
    }
    return all;
  }

  /** Writes all of it but its shape. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      for (int column = 0; column < columns; column++) {
        out.writeDouble(get(i, column));
      }
    }
  }

  /** Reads into this window, of the same shape and empty, what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    int written = in.readInt();
    double[] element = new double[columns];
    for (int i = 0; i < written; i++) {
      for (int column = 0; column < columns; column++) {
        element[column] = in.readDouble();
      }
      add(element);
    }
  }
}
