package io.barograph.ml.forecast;

import io.barograph.core.statistics.Percentile;
import io.barograph.ml.drift.PageHinkley;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * When the level of a series last changed for good, found as its steps close.
 *
 * <p>A step is compared with the same one of the newest day of the same kind, working day or
 * weekend (UTC), that lies behind the last change; without one it is not looked at, so two changes
 * are more than a day apart. Not thread-safe.
 */
public final class ChangePoint {
  /*
   * The differences, in units of 1.4826 times their median absolute value and at most 3, go into
   * two tests of Page and Hinkley, one for more and one for less. A step leaves 0.98 of the sum
   * before it and takes half a unit off, so that some 28 steps far beyond what is usual are a
   * change, 18 where a day has fewer than 48, and an anomaly that is over sooner is none. The change is put where a step up or
   * down fits the differences of the last day best, by least squares.
   */
  private static final byte VERSION = 1;
  private static final int FEWEST_VALUES = 30;
  private static final double TOLERANCE = 0.5;
  private static final double THRESHOLD = 40;
  private static final double FADING = 0.98;
  private static final int SHORT_DAY = 48;
  private static final double MOST = 3;
  private static final double OF_NORMAL = 1.4826;

  /** A level that moves by less than that share of itself has not changed. */
  private static final double LEAST = 0.005;

  private static final long DAY = 86_400_000;
  private static final int DAYS_OF_WEEK = 7;

  /** A Thursday was the first day of the epoch. */
  private static final int SATURDAY = 2;

  private final long step;
  private PageHinkley rise;
  private PageHinkley fall;
  private long looked = Long.MIN_VALUE;
  private long time = Long.MIN_VALUE;
  private double shift;

  /**
   * None yet.
   *
   * @param stepMillis the width of the steps of the history
   */
  public ChangePoint(long stepMillis) {
    step = stepMillis;
    restart();
  }

  /** True if a change was found. */
  public boolean isKnown() {
    return time != Long.MIN_VALUE;
  }

  /** When it was, milliseconds since the epoch: the begin of the first step behind it. */
  public long time() {
    return time;
  }

  /** By how much the level rose, in the unit of the series; less than 0 if it fell. */
  public double shift() {
    return shift;
  }

  /** Looks at the steps of a history that have closed since it last did, one after the other. */
  public void follow(EvenSeries history) {
    long closed = (history.end() - looked) / step;
    boolean isFresh = looked == Long.MIN_VALUE || closed > DAY / step;
    looked = history.end();
    if (isFresh) {
      // what was filled in over days says nothing, and what was there before is not looked at
      restart();
      return;
    }
    double[] values = history.values();
    long first = history.end() - values.length * step;
    for (int i = (int) Math.max(0, values.length - closed); i < values.length; i++) {
      follow(Arrays.copyOf(values, i + 1), first);
    }
  }

  private void restart() {
    double threshold = DAY / step < SHORT_DAY ? THRESHOLD / 2 : THRESHOLD;
    PageHinkley.Policy policy = new PageHinkley.Policy(FEWEST_VALUES, TOLERANCE, threshold, FADING);
    rise = new PageHinkley(policy);
    fall = new PageHinkley(policy);
  }

  private void follow(double[] values, long first) {
    int day = (int) (DAY / step);
    double[] differences = new double[Math.min(values.length, (DAYS_OF_WEEK + 1) * day)];
    int newest = differences.length - 1;
    int skipped = values.length - differences.length;
    for (int i = newest; i >= 0; i--) {
      differences[i] = difference(values, skipped + i, first);
    }
    if (Double.isNaN(differences[newest])) {
      return;
    }
    double unit = unit(differences, values[values.length - 1]);
    double off = unit > 0 ? differences[newest] / unit : 0;
    double bounded = Math.max(-MOST, Math.min(MOST, off));
    boolean hasRisen = rise.add(bounded);
    boolean hasFallen = fall.add(-bounded);
    if (hasRisen || hasFallen) {
      take(differences, Math.max(0, newest + 1 - day), first + skipped * step);
    }
  }

  private double difference(double[] values, int at, long first) {
    int day = (int) (DAY / step);
    for (int back = 1; back <= DAYS_OF_WEEK; back++) {
      int before = at - back * day;
      if (before < 0 || (isKnown() && first + before * step < time)) {
        return Double.NaN;
      } else if (isWeekend(first + before * step) == isWeekend(first + at * step)) {
        return values[at] - values[before];
      }
    }
    return Double.NaN;
  }

  private static boolean isWeekend(long time) {
    long dayOfWeek = Math.floorMod(Math.floorDiv(time, DAY), (long) DAYS_OF_WEEK);
    return dayOfWeek == SATURDAY || dayOfWeek == SATURDAY + 1;
  }

  private static double unit(double[] differences, double level) {
    double[] sizes = Arrays.stream(differences).filter(Double::isFinite).map(Math::abs).toArray();
    return Math.max(OF_NORMAL * Percentile.of(sizes, 0.5), LEAST * Math.abs(level));
  }

  /* The split of the differences from an index on that leaves the least squares. */
  private void take(double[] differences, int from, long first) {
    int[] known =
        IntStream.range(from, differences.length)
            .filter(i -> Double.isFinite(differences[i]))
            .toArray();
    double all = Arrays.stream(known).mapToDouble(i -> differences[i]).sum();
    double before = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < known.length; i++) {
      before += differences[known[i - 1]];
      double after = all - before;
      double explained = before * before / i + after * after / (known.length - i);
      if (explained > best) {
        best = explained;
        time = first + known[i] * step;
        shift = after / (known.length - i) - before / i;
      }
    }
    restart();
  }

  /** Writes all that is kept. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    rise.write(out);
    fall.write(out);
    out.writeLong(looked);
    out.writeLong(time);
    out.writeDouble(shift);
  }

  /** Reads what {@link #write} wrote of a history with steps of that width. */
  public static ChangePoint read(long stepMillis, DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a change point of version %d is not known".formatted(version));
    }
    ChangePoint read = new ChangePoint(stepMillis);
    read.rise = PageHinkley.read(in);
    read.fall = PageHinkley.read(in);
    read.looked = in.readLong();
    read.time = in.readLong();
    read.shift = in.readDouble();
    return read;
  }
}
