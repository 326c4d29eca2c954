package io.barograph.core.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How long quotes are under way, and which of them came too late, or before they were made. */
final class DelayCheck {
  private final ArrivalPolicy policy;
  private final int learnQuotes;
  private final Learned delays;
  private final Run skew;
  private long newest;

  DelayCheck(MarketPolicy policy) {
    this(policy, new Learned(), new Run(), 0);
  }

  private DelayCheck(MarketPolicy policy, Learned delays, Run skew, long newest) {
    this.policy = policy.arrivals();
    this.learnQuotes = policy.learnQuotes();
    this.delays = delays;
    this.skew = skew;
    this.newest = newest;
  }

  /** Takes a newer quote. */
  void advance(Quote quote, FaultCounts counts, Finding.Output out) {
    newest = quote.receivedAt() - quote.eventTime();
    double delay = (double) newest;
    if (delay < -policy.skewMillis()) {
      skew.add(quote.eventTime());
      skew.tell(MarketFault.CLOCK_SKEW, counts);
    } else {
      skew.end(MarketFault.CLOCK_SKEW, counts, out);
    }
    if (delays.count() < learnQuotes) {
      delays.add(delay);
      return;
    }
    double limit =
        Math.max((double) policy.lateFloorMillis(), policy.lateTimes() * delays.quantile(0.99));
    delays.add(Math.min(delay, limit));
    if (delay > limit) {
      find(MarketFault.LATE_ARRIVAL, quote, counts, out);
    }
  }

  /**
   * Takes a quote that was overtaken.
   *
   * @param medianInterval the symbol's, in milliseconds
   */
  void overtaken(Quote quote, double medianInterval, FaultCounts counts, Finding.Output out) {
    double excess = (double) (quote.receivedAt() - quote.eventTime()) - delays.quantile(0.5);
    double limit =
        Math.max((double) policy.lateFloorMillis(), policy.overtakenIntervals() * medianInterval);
    find(
        medianInterval > 0 && excess > limit ? MarketFault.LATE_ARRIVAL : MarketFault.OUT_OF_ORDER,
        quote,
        counts,
        out);
  }

  private static void find(MarketFault fault, Quote quote, FaultCounts counts, Finding.Output out) {
    counts.countAndFound(fault, quote.eventTime(), quote.eventTime(), out);
  }

  /** Ends what lasts: nothing more will come. */
  void end(FaultCounts counts, Finding.Output out) {
    skew.end(MarketFault.CLOCK_SKEW, counts, out);
  }

  /** How long the newest quote was under way, in milliseconds; below 0 where clocks differ. */
  long newest() {
    return newest;
  }

  boolean isSkewed() {
    return skew.isTold();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(newest);
    delays.write(out);
    skew.write(out);
  }

  static DelayCheck read(DataInput in, MarketPolicy policy) throws IOException {
    long newest = in.readLong();
    Learned delays = Learned.read(in);
    return new DelayCheck(policy, delays, Run.read(in), newest);
  }
}
