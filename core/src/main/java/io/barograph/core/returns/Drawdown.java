package io.barograph.core.returns;

import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The largest fall of a level from an earlier peak, as a share of the peak. Runs of levels merge
 * without error.
 *
 * <p>Of a peak that is not positive there is no share: such a run has no drawdown. Not thread-safe.
 */
public final class Drawdown implements Summary<Drawdown> {
  /*
   * Of two runs the largest fall lies in one of them, or goes from the highest level of the first
   * to the lowest of the second.
   */

  private boolean begun;
  private double last;
  private double highest;
  private double lowest;
  private double largest;

  /** Adds the next level, which must be finite. */
  public void add(double level) {
    if (!Double.isFinite(level)) {
      throw new IllegalArgumentException("level must be finite, was " + level);
    }
    highest = begun ? Math.max(highest, level) : level;
    lowest = begun ? Math.min(lowest, level) : level;
    largest = Math.max(largest, fall(highest, level));
    last = level;
    begun = true;
  }

  @Override
  public void merge(Drawdown later) {
    if (!later.begun) {
      return;
    }
    if (begun) {
      largest = Math.max(Math.max(largest, later.largest), fall(highest, later.lowest));
      highest = Math.max(highest, later.highest);
      lowest = Math.min(lowest, later.lowest);
    } else {
      largest = later.largest;
      highest = later.highest;
      lowest = later.lowest;
    }
    last = later.last;
    begun = true;
  }

  /** True if there is no level yet. */
  public boolean isEmpty() {
    return !begun;
  }

  /** The newest level; NaN of none. */
  public double last() {
    return begun ? last : Double.NaN;
  }

  /** The highest level; NaN of none. */
  public double highest() {
    return begun ? highest : Double.NaN;
  }

  /** The largest fall, as a share of its peak, at least 0; NaN of no level. */
  public double largest() {
    return begun ? largest : Double.NaN;
  }

  /** How far the newest level lies under the highest, as a share of that; NaN of no level. */
  public double current() {
    return begun ? fall(highest, last) : Double.NaN;
  }

  private static double fall(double peak, double level) {
    return peak > 0 ? (peak - level) / peak : 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(begun);
    if (begun) {
      out.writeDouble(last);
      out.writeDouble(highest);
      out.writeDouble(lowest);
      out.writeDouble(largest);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Drawdown read(DataInput in) throws IOException {
    Drawdown drawdown = new Drawdown();
    drawdown.begun = in.readBoolean();
    if (drawdown.begun) {
      drawdown.last = in.readDouble();
      drawdown.highest = in.readDouble();
      drawdown.lowest = in.readDouble();
      drawdown.largest = in.readDouble();
    }
    return drawdown;
  }
}
