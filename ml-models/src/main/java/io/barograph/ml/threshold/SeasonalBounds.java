package io.barograph.ml.threshold;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The dynamic thresholds of one series: what is expected of it at an hour of the day, and about
 * that the 95th and 99th percentile of how far samples lay from it, times a margin. Renewed once an
 * hour; between the middles of hours what is expected is linear.
 *
 * <p>Expected of an hour is the median of the means of the same hour of the days before: of days of
 * the same kind, working day or weekend (UTC), where two of these are known. Before there is a day,
 * it is the mean of the last {@value #LEVEL_HOURS} hours.
 *
 * <p>Once it has been watched for the look-back, a sample outside of the bounds is not learned
 * from, so an anomaly does not move them; until then nothing says which days are the usual ones,
 * and all samples are. If most samples of {@value #SHIFT_HOURS} hours on end are outside, the
 * series is learned anew from these hours on, and all before is forgotten.
 *
 * <p>People move the bounds: what was outside and they label ordinary is inside for as long as the
 * look-back from then on, and is learned. What they label an anomaly is taken out of the means of
 * its hours again, if it was learned.
 *
 * <p>Samples come in the order of time; one that is older than the hour of the newest is not looked
 * at. Not thread-safe.
 */
public final class SeasonalBounds {
  /** The shares of samples that lie below the nearer and the farther bound, before the margin. */
  public static final List<Double> QUANTILES = List.of(0.95, 0.99);

  private static final byte VERSION = 2;

  /** Without what people say. */
  private static final byte FIRST_VERSION = 1;

  static final long HOUR = 3_600_000;
  static final int HOURS_OF_DAY = 24;
  private static final long DAY = HOURS_OF_DAY * HOUR;

  /** A Thursday was the first day of the epoch. */
  private static final int SATURDAY = 2;

  private static final int LEVEL_HOURS = 6;
  private static final int SHIFT_HOURS = 24;

  /** There are no bounds by fewer samples. */
  private static final int LEAST_RESIDUALS = 100;

  /** Bounds are no nearer than this share of what is expected: rounding is no anomaly. */
  private static final double LEAST_REACH = 0.01;

  private final Bounds policy;
  private final int days;
  private final HourlyMeans usual;
  private final HourlyMeans unusual = new HourlyMeans(SHIFT_HOURS);
  private final BucketWindow<Residuals> residuals;
  private final LabelledSpans outside;

  /** The first hour that is known; the least long if none is. */
  private long begun = Long.MIN_VALUE;

  private long hour = Long.MIN_VALUE;
  private double insideSum;
  private long insideCount;
  private double outsideSum;
  private long outsideCount;

  /** So many hours on end were mostly outside. */
  private int shifted;

  /* Made anew each hour of what is above. */
  private final double[] expected = new double[3];
  private Corridor.Reach below = Corridor.Reach.UNKNOWN;
  private Corridor.Reach above = Corridor.Reach.UNKNOWN;

  /** The bounds of a series of which nothing is known. */
  public SeasonalBounds(Bounds policy) {
    this.policy = policy;
    this.days = (int) policy.lookBack().toDays();
    this.usual = new HourlyMeans(days * HOURS_OF_DAY + 1);
    this.residuals = new BucketWindow<>(DAY, days, Residuals::new);
    this.outside = new LabelledSpans(days * DAY);
  }

  /**
   * What is usual at {@code time}, by the samples before it.
   *
   * @param time milliseconds since the epoch, not before that of the newest sample
   */
  public Corridor at(long time) {
    long now = Math.floorDiv(time, HOUR);
    if (now > hour) {
      moveTo(now);
    }
    return corridor(time);
  }

  /**
   * Learns from a sample, and says what was usual at its time.
   *
   * @param value finite
   */
  public Corridor add(long time, double value) {
    Corridor corridor = at(time);
    if (Math.floorDiv(time, HOUR) < hour) {
      return corridor;
    }
    boolean isExcluded = corridor.excludes(value);
    boolean isLearned = !isExcluded || hour - begun < (long) days * HOURS_OF_DAY;
    if (isExcluded) {
      outside.add(time, value, value - corridor.expected(), isLearned);
    }
    if (!isLearned) {
      outsideSum += value;
      outsideCount++;
    } else {
      insideSum += value;
      insideCount++;
      if (Double.isFinite(corridor.expected())) {
        residuals.at(time).add(value - corridor.expected());
      }
    }
    return corridor;
  }

  /** Takes what somebody says of the time before; there are at most the samples before it. */
  public void label(SeriesLabel label) {
    outside.label(label, this::learn);
  }

  private void learn(LabelledSpans.Span span, boolean isIn) {
    long of = Math.floorDiv(span.start(), HOUR);
    double sum = isIn ? span.sum() : -span.sum();
    long count = isIn ? span.count() : -span.count();
    if (of == hour) {
      insideSum += sum;
      insideCount += count;
      outsideSum -= sum;
      outsideCount -= count;
    } else {
      usual.correct(of, sum, count);
    }
  }

  private Corridor corridor(long time) {
    double place = (double) Math.floorMod(time, HOUR) / HOUR - 0.5;
    double here = expected[1];
    double beside = place < 0 ? expected[0] : expected[2];
    double value = Double.isNaN(beside) ? here : here + Math.abs(place) * (beside - here);
    double rounding = LEAST_REACH * Math.abs(value);
    return new Corridor(
        value,
        atLeast(below, Math.max(rounding, outside.below())),
        atLeast(above, Math.max(rounding, outside.above())));
  }

  private static Corridor.Reach atLeast(Corridor.Reach reach, double least) {
    return new Corridor.Reach(Math.max(reach.near(), least), Math.max(reach.far(), least));
  }

  private void moveTo(long next) {
    if (hour != Long.MIN_VALUE) {
      closeHour();
    } else {
      begun = next;
    }
    hour = next;
    outside.moveTo(next * HOUR);
    insideSum = 0;
    insideCount = 0;
    outsideSum = 0;
    outsideCount = 0;
    renew();
  }

  private void closeHour() {
    if (insideCount + outsideCount == 0) {
      return;
    }
    if (outsideCount <= insideCount) {
      usual.add(hour, insideSum, insideCount);
      unusual.clear();
      shifted = 0;
      return;
    }
    unusual.add(hour, insideSum + outsideSum, insideCount + outsideCount);
    shifted++;
    if (shifted == SHIFT_HOURS) {
      takeShift();
    }
  }

  private void takeShift() {
    usual.clear();
    for (long past = hour - SHIFT_HOURS + 1; past <= hour; past++) {
      double mean = unusual.mean(past);
      if (!Double.isNaN(mean)) {
        usual.add(past, mean, 1);
      }
    }
    unusual.clear();
    shifted = 0;
    residuals.clear();
    outside.clear();
    begun = hour - SHIFT_HOURS + 1;
  }

  private void renew() {
    for (int i = 0; i < expected.length; i++) {
      expected[i] = seasonal(hour + i - 1);
    }
    if (Double.isNaN(expected[1])) {
      double level = level();
      Arrays.fill(expected, level);
    }
    Residuals all = residuals.upTo(hour * HOUR);
    if (all.count() < LEAST_RESIDUALS) {
      below = Corridor.Reach.UNKNOWN;
      above = Corridor.Reach.UNKNOWN;
    } else {
      below =
          new Corridor.Reach(-reach(all, 1 - QUANTILES.get(0)), -reach(all, 1 - QUANTILES.get(1)));
      above = new Corridor.Reach(reach(all, QUANTILES.get(0)), reach(all, QUANTILES.get(1)));
      below = new Corridor.Reach(Math.max(0, below.near()), Math.max(0, below.far()));
      above = new Corridor.Reach(Math.max(0, above.near()), Math.max(0, above.far()));
    }
  }

  private double reach(Residuals all, double share) {
    return policy.margin() * all.quantile(share);
  }

  private double seasonal(long of) {
    double[] same = new double[days];
    double[] any = new double[days];
    int sameCount = 0;
    int anyCount = 0;
    for (int day = 1; day <= days; day++) {
      long past = of - (long) day * HOURS_OF_DAY;
      double mean = usual.mean(past);
      if (!Double.isNaN(mean)) {
        any[anyCount++] = mean;
        if (isWeekend(past) == isWeekend(of)) {
          same[sameCount++] = mean;
        }
      }
    }
    return sameCount >= 2 ? median(same, sameCount) : median(any, anyCount);
  }

  static boolean isWeekend(long hour) {
    long dayOfWeek = Math.floorMod(Math.floorDiv(hour, (long) HOURS_OF_DAY), 7L);
    return dayOfWeek == SATURDAY || dayOfWeek == SATURDAY + 1;
  }

  private static double median(double[] values, int count) {
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
  }

  private double level() {
    double sum = 0;
    int count = 0;
    for (long past = hour - LEVEL_HOURS; past < hour; past++) {
      double mean = usual.mean(past);
      if (!Double.isNaN(mean)) {
        sum += mean;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Writes all of it but its policy. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(begun);
    out.writeLong(hour);
    out.writeDouble(insideSum);
    out.writeLong(insideCount);
    out.writeDouble(outsideSum);
    out.writeLong(outsideCount);
    out.writeByte(shifted);
    usual.write(out);
    unusual.write(out);
    residuals.write(out);
    for (double one : expected) {
      out.writeDouble(one);
    }
    below.write(out);
    above.write(out);
    outside.write(out);
  }

  /** Reads what {@link #write} wrote, under the same policy. */
  public static SeasonalBounds read(Bounds policy, DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION && version != FIRST_VERSION) {
      throw new IOException("seasonal bounds of version %d are not known".formatted(version));
    }
    SeasonalBounds bounds = new SeasonalBounds(policy);
    bounds.begun = in.readLong();
    bounds.hour = in.readLong();
    bounds.insideSum = in.readDouble();
    bounds.insideCount = in.readLong();
    bounds.outsideSum = in.readDouble();
    bounds.outsideCount = in.readLong();
    bounds.shifted = in.readByte();
    bounds.usual.read(in);
    bounds.unusual.read(in);
    bounds.residuals.read(in, Residuals::read);
    for (int i = 0; i < bounds.expected.length; i++) {
      bounds.expected[i] = in.readDouble();
    }
    bounds.below = Corridor.Reach.read(in);
    bounds.above = Corridor.Reach.read(in);
    if (version != FIRST_VERSION) {
      bounds.outside.read(in);
    }
    return bounds;
  }
}
