package io.barograph.ml.threshold;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.session.SeasonClock;
import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The dynamic thresholds of one series: what is expected of it at this time of its clock, and about
 * that the 95th and 99th percentile of how far samples lay from it, times a margin. Renewed once an
 * hour, or twice by a calendar of sessions; between the middles of these slots what is expected is
 * linear, but where trading begins or ends.
 *
 * <p>What is expected of a slot is a {@link SeasonalExpectation}; before there is a day, the mean
 * of the last hours.
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
 * <p>Samples come in the order of time; one that is older than the slot of the newest is not looked
 * at. Not thread-safe.
 */
public final class SeasonalBounds {
  /** The shares of samples that lie below the nearer and the farther bound, before the margin. */
  public static final List<Double> QUANTILES = List.of(0.95, 0.99);

  private static final byte VERSION = 2;

  /** Without what people say. */
  private static final byte FIRST_VERSION = 1;

  private static final long DAY = 86_400_000;
  private static final int SHIFT_HOURS = 24;

  /** There are no bounds by fewer samples. */
  private static final int LEAST_RESIDUALS = 100;

  /** Bounds are no nearer than this share of what is expected: rounding is no anomaly. */
  private static final double LEAST_REACH = 0.01;

  private final Bounds policy;
  private final SeasonClock clock;
  private final SeasonalExpectation expectation;
  private final int slotsOfLookBack;
  private final int slotsOfShift;
  private final SlotMeans usual;
  private final SlotMeans unusual;
  private final BucketWindow<Residuals> residuals;
  private final LabelledSpans outside;

  /** The first slot that is known; the least long if none is. */
  private long begun = Long.MIN_VALUE;

  private long slot = Long.MIN_VALUE;
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

  /** The bounds of a series of which nothing is known, by days of UTC. */
  public SeasonalBounds(Bounds policy) {
    this(policy, SeasonClock.UTC);
  }

  /**
   * The bounds of a series of which nothing is known.
   *
   * @param clock by which it repeats itself
   */
  public SeasonalBounds(Bounds policy, SeasonClock clock) {
    this.policy = policy;
    this.clock = clock;
    int days = (int) policy.lookBack().toDays();
    this.expectation = new SeasonalExpectation(clock, days);
    this.slotsOfLookBack = expectation.slotsOfHours(days * SeasonalExpectation.HOURS_OF_DAY);
    this.slotsOfShift = expectation.slotsOfHours(SHIFT_HOURS);
    this.usual = new SlotMeans(slotsOfLookBack + 1);
    this.unusual = new SlotMeans(slotsOfShift);
    this.residuals = new BucketWindow<>(DAY, days, Residuals::new);
    this.outside = new LabelledSpans(days * DAY);
  }

  /**
   * What is usual at {@code time}, by the samples before it.
   *
   * @param time milliseconds since the epoch, not before that of the newest sample
   */
  public Corridor at(long time) {
    return atLocal(clock.localTime(time));
  }

  private Corridor atLocal(long time) {
    long now = expectation.slotOf(time);
    if (now > slot) {
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
    return addLocal(clock.localTime(time), value);
  }

  private Corridor addLocal(long time, double value) {
    Corridor corridor = atLocal(time);
    if (expectation.slotOf(time) < slot) {
      return corridor;
    }
    boolean isExcluded = corridor.excludes(value);
    boolean isLearned = !isExcluded || slot - begun < slotsOfLookBack;
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
    outside.label(
        new SeriesLabel(
            label.labels(),
            clock.localTime(label.time()),
            label.label(),
            clock.localTime(label.from()),
            clock.localTime(label.to()),
            label.isAnomaly()),
        this::learn);
  }

  private void learn(LabelledSpans.Span span, boolean isIn) {
    long of = expectation.slotOf(span.start());
    double sum = isIn ? span.sum() : -span.sum();
    long count = isIn ? span.count() : -span.count();
    if (of == slot) {
      insideSum += sum;
      insideCount += count;
      outsideSum -= sum;
      outsideCount -= count;
    } else {
      usual.correct(of, sum, count);
    }
  }

  private Corridor corridor(long time) {
    long slotMillis = expectation.slotMillis();
    double place = (double) Math.floorMod(time, slotMillis) / slotMillis - 0.5;
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
    if (slot != Long.MIN_VALUE) {
      closeSlot();
    } else {
      begun = next;
    }
    slot = next;
    outside.moveTo(next * expectation.slotMillis());
    insideSum = 0;
    insideCount = 0;
    outsideSum = 0;
    outsideCount = 0;
    renew();
  }

  private void closeSlot() {
    if (insideCount + outsideCount == 0) {
      return;
    }
    if (outsideCount <= insideCount) {
      usual.add(slot, insideSum, insideCount);
      unusual.clear();
      shifted = 0;
      return;
    }
    unusual.add(slot, insideSum + outsideSum, insideCount + outsideCount);
    shifted++;
    if (shifted == slotsOfShift) {
      takeShift();
    }
  }

  private void takeShift() {
    usual.clear();
    for (long past = slot - slotsOfShift + 1; past <= slot; past++) {
      double mean = unusual.mean(past);
      if (!Double.isNaN(mean)) {
        usual.add(past, mean, 1);
      }
    }
    unusual.clear();
    shifted = 0;
    residuals.clear();
    outside.clear();
    begun = slot - slotsOfShift + 1;
  }

  private void renew() {
    for (int i = 0; i < expected.length; i++) {
      long of = slot + i - 1;
      expected[i] = expectation.isJump(slot, of) ? Double.NaN : expectation.of(of, usual);
    }
    if (Double.isNaN(expected[1])) {
      Arrays.fill(expected, expectation.level(slot, usual));
    }
    Residuals all = residuals.upTo(slot * expectation.slotMillis());
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

  /** Writes all of it but its policy and its clock. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(begun);
    out.writeLong(slot);
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

  /** Reads what {@link #write} wrote, under the same policy and by the same clock. */
  public static SeasonalBounds read(Bounds policy, SeasonClock clock, DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version != VERSION && version != FIRST_VERSION) {
      throw new IOException("seasonal bounds of version %d are not known".formatted(version));
    }
    SeasonalBounds bounds = new SeasonalBounds(policy, clock);
    bounds.begun = in.readLong();
    bounds.slot = in.readLong();
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
