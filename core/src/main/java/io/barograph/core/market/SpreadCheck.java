package io.barograph.core.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether bid and ask fit together: above zero, not crossed, not locked for long, not far apart.
 */
final class SpreadCheck {
  private final MarketPolicy policy;
  private final VenueTime venue;
  private final Learned spreads;
  private final Run nonpositive;
  private final Run crossed;
  private final Run locked;
  private final Run wide;

  /** The newest spread as a share of the middle; below 0 while it is not defined. */
  private double newest;

  SpreadCheck(MarketPolicy policy, VenueTime venue) {
    this(policy, venue, new Learned(), new Run(), new Run(), new Run(), new Run(), -1);
  }

  private SpreadCheck(
      MarketPolicy policy,
      VenueTime venue,
      Learned spreads,
      Run nonpositive,
      Run crossed,
      Run locked,
      Run wide,
      double newest) {
    this.policy = policy;
    this.venue = venue;
    this.spreads = spreads;
    this.nonpositive = nonpositive;
    this.crossed = crossed;
    this.locked = locked;
    this.wide = wide;
    this.newest = newest;
  }

  /** Takes a newer quote; true if its prices can be used for further checks. */
  boolean advance(Quote quote, FaultCounts counts, Finding.Output out) {
    long time = quote.eventTime();
    boolean isPositive = quote.bid() > 0 && quote.ask() > 0;
    double spread = 2 * (quote.ask() - quote.bid()) / (quote.ask() + quote.bid());
    double limit = limit();
    boolean isWide = isPositive && spread > limit;
    boolean isCrossed = isPositive && quote.bid() > quote.ask();
    step(nonpositive, MarketFault.NONPOSITIVE, !isPositive, time, counts, out);
    step(crossed, MarketFault.CROSSED, isCrossed, time, counts, out);
    step(wide, MarketFault.WIDE_SPREAD, isWide, time, counts, out);
    lock(isPositive && quote.bid() == quote.ask(), time, counts, out);
    newest = isPositive ? spread : -1;
    if (isPositive && spread > 0) {
      spreads.add(Math.min(spread, limit));
    }
    return isPositive && !isCrossed && !isWide;
  }

  private static void step(
      Run run,
      MarketFault fault,
      boolean isFault,
      long time,
      FaultCounts counts,
      Finding.Output out) {
    if (isFault) {
      run.add(time);
      run.tell(fault, counts);
    } else {
      run.end(fault, counts, out);
    }
  }

  /** A lock lasts up to the next quote that is not locked. */
  private void lock(boolean isLocked, long time, FaultCounts counts, Finding.Output out) {
    if (!locked.isEmpty() && lockedFor(time) > policy.prices().lockedMillis()) {
      locked.tell(MarketFault.LOCKED, counts);
    }
    if (isLocked) {
      locked.add(time);
    } else {
      locked.end(MarketFault.LOCKED, counts, out);
    }
  }

  /** Finds at {@code tick} that a lock lasts. */
  void tick(long tick, FaultCounts counts) {
    long bound = policy.prices().lockedMillis() + policy.arrivals().lateFloorMillis();
    if (!locked.isEmpty() && lockedFor(tick) > bound) {
      locked.tell(MarketFault.LOCKED, counts);
    }
  }

  private long lockedFor(long now) {
    return venue.openMillisOrAll(locked.start(), Math.max(now, locked.start()));
  }

  /** Ends what lasts at {@code now}: nothing more will come. */
  void end(long now, FaultCounts counts, Finding.Output out) {
    lock(false, now, counts, out);
    nonpositive.end(MarketFault.NONPOSITIVE, counts, out);
    crossed.end(MarketFault.CROSSED, counts, out);
    wide.end(MarketFault.WIDE_SPREAD, counts, out);
  }

  /** The widest spread that is in order, as a share of the price. */
  private double limit() {
    return Math.min(policy.prices().wideShare(), usualLimit());
  }

  private double usualLimit() {
    if (Double.isFinite(policy.prices().wideShare()) || spreads.count() < policy.learnQuotes()) {
      return Double.POSITIVE_INFINITY;
    }
    double median = spreads.quantile(0.5);
    return Math.max(
        policy.prices().wideTimes() * median,
        median + policy.prices().wideDeviations() * (spreads.quantile(0.9) - median));
  }

  /** The median spread as a share of the price; 0 while it is not known. */
  double median() {
    return spreads.count() < policy.learnQuotes() ? 0 : spreads.quantile(0.5);
  }

  /** The newest spread as a share of the price: above 0 unless crossed, locked or not defined. */
  double newest() {
    return newest;
  }

  boolean isNonpositive() {
    return nonpositive.isTold();
  }

  boolean isCrossed() {
    return crossed.isTold();
  }

  boolean isLocked() {
    return locked.isTold();
  }

  boolean isWide() {
    return wide.isTold();
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(newest);
    spreads.write(out);
    nonpositive.write(out);
    crossed.write(out);
    locked.write(out);
    wide.write(out);
  }

  static SpreadCheck read(DataInput in, MarketPolicy policy, VenueTime venue) throws IOException {
    double newest = in.readDouble();
    Learned spreads = Learned.read(in);
    return new SpreadCheck(
        policy, venue, spreads, Run.read(in), Run.read(in), Run.read(in), Run.read(in), newest);
  }
}
