package io.barograph.ml.detect;

import io.barograph.core.bytes.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects the last {@value #LENGTH} values to follow each other as some did before.
 *
 * <p>It keeps {@value #KEPT} such shapes, the oldest goes first; the distance is that to the
 * nearest, and its scale is the distance that nine in ten of the newest shapes had, with a floor of
 * the spread of the values. It knows no expected value: the one told is the last of the nearest
 * shape. A gap in time begins a new shape.
 */
final class Shape implements Member {
  private static final int LENGTH = 4;
  private static final int KEPT = 400;
  private static final int LEAST_SHAPES = 21;
  private static final int WINDOW = 200;
  private static final double USUAL_SHARE = 0.9;
  private static final double SPREAD_SHARE = 1e-4 * SortedWindow.NORMAL_SPAN;

  private final float[] shapes = new float[KEPT * LENGTH];
  private final double[] last = new double[LENGTH];
  private final SortedWindow values;
  private final SortedWindow distances;
  private final Cadence cadence;
  private double origin = Double.NaN;
  private int filled;
  private int shapesKept;
  private int nextShape;

  Shape() {
    this(new SortedWindow(WINDOW), new SortedWindow(WINDOW), new Cadence());
  }

  private Shape(SortedWindow values, SortedWindow distances, Cadence cadence) {
    this.values = values;
    this.distances = distances;
    this.cadence = cadence;
  }

  static Shape read(DataInput in) throws IOException {
    Shape member = new Shape(SortedWindow.read(in), SortedWindow.read(in), Cadence.read(in));
    member.origin = in.readDouble();
    member.filled = in.readInt();
    member.shapesKept = in.readInt();
    member.nextShape = in.readInt();
    for (int i = 0; i < LENGTH; i++) {
      member.last[i] = in.readDouble();
    }
    Floats.read(member.shapes, 0, member.shapesKept * LENGTH, in);
    return member;
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    if (Double.isNaN(origin)) {
      origin = value;
    }
    if (cadence.isAfterGap(timeMillis)) {
      filled = 0;
    }
    values.add(value);
    System.arraycopy(last, 1, last, 0, LENGTH - 1);
    last[LENGTH - 1] = value - origin;
    filled = Math.min(filled + 1, LENGTH);
    if (filled < LENGTH) {
      return Deviation.UNKNOWN;
    }
    Deviation deviation = shapesKept < LEAST_SHAPES ? Deviation.UNKNOWN : compare();
    keep();
    return deviation;
  }

  private Deviation compare() {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int shape = 0; shape < shapesKept; shape++) {
      double squares = 0;
      for (int i = 0; i < LENGTH && squares < least; i++) {
        double difference = last[i] - shapes[shape * LENGTH + i];
        squares += difference * difference;
      }
      if (squares < least) {
        least = squares;
        nearest = shape;
      }
    }
    double distance = Math.sqrt(least / LENGTH);
    Deviation deviation = Deviation.UNKNOWN;
    if (distances.size() >= LEAST_SHAPES) {
      double scale =
          distances.quantile(USUAL_SHARE)
              + SPREAD_SHARE * values.spread()
              + Scales.floor(values.median());
      double expected = origin + shapes[nearest * LENGTH + LENGTH - 1];
      deviation =
          new Deviation(distance / scale, expected, expected - 2 * scale, expected + 2 * scale);
    }
    distances.add(distance);
    return deviation;
  }

  private void keep() {
    for (int i = 0; i < LENGTH; i++) {
      shapes[nextShape * LENGTH + i] = (float) last[i];
    }
    nextShape = (nextShape + 1) % KEPT;
    shapesKept = Math.min(shapesKept + 1, KEPT);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    values.write(out);
    distances.write(out);
    cadence.write(out);
    out.writeDouble(origin);
    out.writeInt(filled);
    out.writeInt(shapesKept);
    out.writeInt(nextShape);
    for (double each : last) {
      out.writeDouble(each);
    }
    Floats.write(shapes, 0, shapesKept * LENGTH, out);
  }
}
