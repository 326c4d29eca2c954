package io.barograph.core.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whether volumes are far above, or for long below, what is usual. */
final class VolumeCheck {
  /* A burst is found by a one-sided cumulative sum (Page, Biometrika 1954) of the deviations above
   * the reference, which forgets as fast as it learns: it is cut at twice the decision. */
  /** The 0.9-quantile of a standard normal. */
  private static final double NINE_TENTHS = 1.2816;

  /**
   * What is lower than usual is learned as just lower, so that a drought does not teach itself
   * away, but a volume that stays low becomes usual after some hundred quotes.
   */
  private static final double LOWER = 0.95;

  private final MarketPolicy policy;
  private final Learned volumes;
  private final Run burst;
  private final Run drought;

  /** Deviations above the reference so far, at least 0. */
  private double sum;

  private double newest;

  VolumeCheck(MarketPolicy policy) {
    this(policy, new Learned(), new Run(), new Run());
  }

  private VolumeCheck(MarketPolicy policy, Learned volumes, Run burst, Run drought) {
    this.policy = policy;
    this.volumes = volumes;
    this.burst = burst;
    this.drought = drought;
  }

  /** Takes a newer quote. */
  void advance(Quote quote, FaultCounts counts, Finding.Output out) {
    newest = quote.volume();
    burst(quote.eventTime(), counts, out);
    double low = volumes.count() < policy.learnQuotes() ? 0 : volumes.quantileFloor(0.1);
    if (newest < low) {
      drought.add(quote.eventTime());
      if (drought.quotes() >= policy.volumes().droughtQuotes()) {
        drought.tell(MarketFault.VOLUME_DROUGHT, counts);
      }
    } else {
      drought.end(MarketFault.VOLUME_DROUGHT, counts, out);
    }
    volumes.add(Math.max(LOWER * low, Math.min(newest, limit())));
  }

  private void burst(long eventTime, FaultCounts counts, Finding.Output out) {
    double deviations = deviations(newest);
    VolumePolicy volumes = policy.volumes();
    if (!Double.isNaN(deviations)) {
      double above = Math.min(deviations, volumes.burstMost()) - volumes.burstReference();
      sum = Math.min(Math.max(0, sum + above), 2 * volumes.burstDecision());
      if (above > 0) {
        burst.add(eventTime);
      }
      if (sum >= volumes.burstDecision()) {
        burst.tell(MarketFault.VOLUME_BURST, counts);
      }
    }
    if (sum == 0) {
      burst.end(MarketFault.VOLUME_BURST, counts, out);
    }
  }

  /** Ends what lasts: nothing more will come. */
  void end(FaultCounts counts, Finding.Output out) {
    burst.end(MarketFault.VOLUME_BURST, counts, out);
    drought.end(MarketFault.VOLUME_DROUGHT, counts, out);
  }

  /**
   * How many robust deviations {@code volume} lies above the median, by log(1 + volume / median):
   * the median makes it the same whatever the unit. The deviation is that of the upper half, for
   * volumes near zero would stretch the lower. NaN while it is not known.
   */
  private double deviations(double volume) {
    double deviation = deviation();
    return deviation > 0
        ? (Math.log1p(volume / volumes.quantile(0.5)) - Math.log(2)) / deviation
        : Double.NaN;
  }

  private double deviation() {
    double median = volumes.quantile(0.5);
    return volumes.count() < policy.learnQuotes() || median <= 0
        ? 0
        : (Math.log1p(volumes.quantile(0.9) / median) - Math.log(2)) / NINE_TENTHS;
  }

  /** The greatest volume that is learned from. */
  private double limit() {
    double deviation = deviation();
    return deviation > 0
        ? volumes.quantile(0.5) * Math.expm1(Math.log(2) + policy.volumes().burstMost() * deviation)
        : Double.POSITIVE_INFINITY;
  }

  /** How many deviations the newest volume lies above the median; NaN while it is not known. */
  double newestDeviations() {
    return deviations(newest);
  }

  boolean isBurst() {
    return burst.isTold();
  }

  boolean isDrought() {
    return drought.isTold();
  }

  void write(DataOutput out) throws IOException {
    volumes.write(out);
    burst.write(out);
    drought.write(out);
    out.writeDouble(sum);
    out.writeDouble(newest);
  }

  static VolumeCheck read(DataInput in, MarketPolicy policy) throws IOException {
    Learned volumes = Learned.read(in);
    Run burst = Run.read(in);
    VolumeCheck check = new VolumeCheck(policy, volumes, burst, Run.read(in));
    check.sum = in.readDouble();
    check.newest = in.readDouble();
    return check;
  }
}
