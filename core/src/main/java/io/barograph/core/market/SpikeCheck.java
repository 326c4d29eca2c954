package io.barograph.core.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells a leap of the price that comes back from one that stays.
 *
 * <p>A leap begins with a log return that is far above what is usual. If one of the next few quotes
 * undoes at least half of it, it was a spike; if none does, it was a jump, from which the price
 * goes on.
 */
final class SpikeCheck {
  /** The ratio of the median, and of the 0.9-quantile, of |x| to the deviation of a normal x. */
  private static final double MEDIAN_TO_SIGMA = 0.6745;

  private static final double NINE_TENTHS_TO_SIGMA = 1.6449;

  private final MarketPolicy policy;

  /** Absolute log returns over one median interval. */
  private final Learned returns;

  private final Run leap;

  /** The price before the leap, or the newest; 0 while there is none. */
  private double base;

  private long baseTime;

  /** The greatest absolute log return from the base in the leap. */
  private double height;

  private long jumps;

  SpikeCheck(MarketPolicy policy) {
    this(policy, new Learned(), new Run());
  }

  private SpikeCheck(MarketPolicy policy, Learned returns, Run leap) {
    this.policy = policy;
    this.returns = returns;
    this.leap = leap;
  }

  /**
   * Takes a newer quote whose prices can be used.
   *
   * @param spread the median spread, as a share of the price
   * @param intervals time of trading since the newest such quote, in median intervals
   */
  void advance(
      Quote quote, double spread, double intervals, FaultCounts counts, Finding.Output out) {
    double price = (quote.bid() + quote.ask()) / 2;
    if (base <= 0) {
      rest(price, quote.eventTime());
      return;
    }
    double move = Math.abs(Math.log(price / base));
    if (!leap.isEmpty()) {
      goOn(quote.eventTime(), price, move, counts, out);
      return;
    }
    double diffusion = Math.sqrt(Math.max(1, intervals));
    double limit = limit(spread, diffusion);
    if (move > limit) {
      leap.add(quote.eventTime());
      height = move;
    } else {
      returns.add(move / diffusion);
      rest(price, quote.eventTime());
    }
  }

  private void goOn(
      long eventTime, double price, double move, FaultCounts counts, Finding.Output out) {
    if (move <= height / 2) {
      leap.tell(MarketFault.SPIKE, counts);
    } else if (leap.quotes() < policy.prices().spikeQuotes()) {
      height = Math.max(height, move);
      leap.add(eventTime);
      return;
    } else {
      jumps++;
    }
    leap.end(MarketFault.SPIKE, counts, out);
    rest(price, eventTime);
  }

  private void rest(double price, long eventTime) {
    base = price;
    baseTime = eventTime;
  }

  private double limit(double spread, double diffusion) {
    if (returns.count() < policy.learnQuotes()) {
      return Double.POSITIVE_INFINITY;
    }
    double sigma =
        Math.max(
            returns.quantile(0.5) / MEDIAN_TO_SIGMA, returns.quantile(0.9) / NINE_TENTHS_TO_SIGMA);
    return Math.max(
        policy.prices().spikeFloor(),
        Math.max(
            policy.prices().spikeDeviations() * sigma * diffusion,
            policy.prices().spikeSpreads() * spread));
  }

  /** How many leaps stayed. */
  long jumps() {
    return jumps;
  }

  /** The event time of the price from which a move is measured. */
  long baseTime() {
    return baseTime;
  }

  void write(DataOutput out) throws IOException {
    returns.write(out);
    leap.write(out);
    out.writeDouble(base);
    out.writeLong(baseTime);
    out.writeDouble(height);
    out.writeLong(jumps);
  }

  static SpikeCheck read(DataInput in, MarketPolicy policy) throws IOException {
    Learned returns = Learned.read(in);
    SpikeCheck check = new SpikeCheck(policy, returns, Run.read(in));
    check.base = in.readDouble();
    check.baseTime = in.readLong();
    check.height = in.readDouble();
    check.jumps = in.readLong();
    return check;
  }
}
