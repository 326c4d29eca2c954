package io.barograph.core.strategy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The path of profit and loss, summed trade by trade from 0, and its largest fall from a peak. What
 * follows each other merges. Not thread-safe.
 */
final class PnlPath {
  private double sum;
  private double highest;
  private double lowest;
  private double largestFall;

  void add(double pnl) {
    sum += pnl;
    highest = Math.max(highest, sum);
    lowest = Math.min(lowest, sum);
    largestFall = Math.max(largestFall, highest - sum);
  }

  void merge(PnlPath later) {
    largestFall =
        Math.max(Math.max(largestFall, later.largestFall), highest - (sum + later.lowest));
    highest = Math.max(highest, sum + later.highest);
    lowest = Math.min(lowest, sum + later.lowest);
    sum += later.sum;
  }

  /** The largest fall from the start or from a peak, at least 0. */
  double largestFall() {
    return largestFall;
  }

  /** How far the sum lies under its peak, at least 0. */
  double currentFall() {
    return highest - sum;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(sum);
    out.writeDouble(highest);
    out.writeDouble(lowest);
    out.writeDouble(largestFall);
  }

  static PnlPath read(DataInput in) throws IOException {
    PnlPath path = new PnlPath();
    path.sum = in.readDouble();
    path.highest = in.readDouble();
    path.lowest = in.readDouble();
    path.largestFall = in.readDouble();
    return path;
  }
}
