package io.barograph.core.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** For how long quotes have come with the same prices and sizes, and whether that is too long. */
final class StuckCheck {
  private final MarketPolicy policy;
  private final VenueTime venue;

  /** For how long prices stood still before they changed, in milliseconds of trading. */
  private final Learned stands;

  private final Run equal;
  private double bid;
  private double ask;
  private double bidSize;
  private double askSize;

  StuckCheck(MarketPolicy policy, VenueTime venue) {
    this(policy, venue, new Learned(), new Run());
  }

  private StuckCheck(MarketPolicy policy, VenueTime venue, Learned stands, Run equal) {
    this.policy = policy;
    this.venue = venue;
    this.stands = stands;
    this.equal = equal;
  }

  /** Takes a newer quote. */
  void advance(Quote quote, FaultCounts counts, Finding.Output out) {
    boolean isEqual =
        !equal.isEmpty()
            && quote.bid() == bid
            && quote.ask() == ask
            && quote.bidSize() == bidSize
            && quote.askSize() == askSize;
    if (!isEqual) {
      if (!equal.isEmpty()) {
        stands.add(Math.min((double) standsFor(), limitMillis()));
      }
      equal.end(MarketFault.STUCK_PRICE, counts, out);
      bid = quote.bid();
      ask = quote.ask();
      bidSize = quote.bidSize();
      askSize = quote.askSize();
    }
    equal.add(quote.eventTime());
    if (equal.quotes() >= policy.prices().stuckQuotes() && standsFor() > limitMillis()) {
      equal.tell(MarketFault.STUCK_PRICE, counts);
    }
  }

  /** Ends what lasts: nothing more will come. */
  void end(FaultCounts counts, Finding.Output out) {
    equal.end(MarketFault.STUCK_PRICE, counts, out);
  }

  /** For how long the newest quotes have been equal, in milliseconds of trading; 0 if unknown. */
  long standsFor() {
    return Math.max(0, venue.openMillis(equal.start(), equal.end()));
  }

  private double limitMillis() {
    return stands.count() < policy.learnQuotes()
        ? Double.POSITIVE_INFINITY
        : Math.max(
            (double) policy.prices().stuckFloorMillis(),
            policy.prices().stuckTimes() * stands.quantile(0.95));
  }

  boolean isStuck() {
    return equal.isTold();
  }

  void write(DataOutput out) throws IOException {
    stands.write(out);
    equal.write(out);
    out.writeDouble(bid);
    out.writeDouble(ask);
    out.writeDouble(bidSize);
    out.writeDouble(askSize);
  }

  static StuckCheck read(DataInput in, MarketPolicy policy, VenueTime venue) throws IOException {
    Learned stands = Learned.read(in);
    StuckCheck check = new StuckCheck(policy, venue, stands, Run.read(in));
    check.bid = in.readDouble();
    check.ask = in.readDouble();
    check.bidSize = in.readDouble();
    check.askSize = in.readDouble();
    return check;
  }
}
