package io.barograph.core.market;

import io.barograph.core.session.Openness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** For how long no newer quote came while the venue was open, and whether that is too long. */
final class SilenceCheck {
  /** Stands for no limit as long as nothing is learned. */
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final ArrivalPolicy policy;
  private final int learnQuotes;
  private final VenueTime venue;
  private final Learned intervals;
  private long newestEvent;
  private boolean told;

  SilenceCheck(MarketPolicy policy, VenueTime venue) {
    this(policy, venue, new Learned(), Long.MIN_VALUE, false);
  }

  private SilenceCheck(
      MarketPolicy policy, VenueTime venue, Learned intervals, long newestEvent, boolean told) {
    this.policy = policy.arrivals();
    this.learnQuotes = policy.learnQuotes();
    this.venue = venue;
    this.intervals = intervals;
    this.newestEvent = newestEvent;
    this.told = told;
  }

  /** Takes a newer quote's time; true if a gap ends with it. */
  boolean advance(long eventTime, FaultCounts counts, Finding.Output out) {
    boolean isGap = false;
    if (newestEvent != Long.MIN_VALUE && eventTime > newestEvent) {
      long silence = venue.openMillis(newestEvent, eventTime);
      long limit = limitMillis();
      isGap = told || silence > limit;
      if (isGap) {
        tell(counts);
        counts.found(MarketFault.GAP, newestEvent, eventTime, out);
      }
      if (silence > 0) {
        intervals.add((double) Math.min(silence, limit));
      }
    }
    newestEvent = Math.max(newestEvent, eventTime);
    told = false;
    return isGap;
  }

  /** Finds at {@code tick} that a gap lasts. */
  void tick(long tick, FaultCounts counts) {
    // A quote of before the limit may be under way, as long as it would not be late.
    long limit = limitMillis();
    if (limit != NO_LIMIT && silence(tick) > limit + policy.lateFloorMillis()) {
      tell(counts);
    }
  }

  /** Gives a gap away that lasts at {@code now}, after which nothing will come. */
  void end(long now, FaultCounts counts, Finding.Output out) {
    if (told || silence(now) > limitMillis()) {
      tell(counts);
      counts.found(MarketFault.GAP, newestEvent, Math.max(now, newestEvent), out);
      told = false;
    }
  }

  private void tell(FaultCounts counts) {
    if (!told) {
      told = true;
      counts.count(MarketFault.GAP);
    }
  }

  /** True while the venue is open and the symbol silent for too long. */
  boolean isSilent(long tick) {
    return told && venue.at(tick) == Openness.OPEN;
  }

  /** Time of trading since the newest quote, in milliseconds, or {@link VenueTime#UNKNOWN}. */
  long silence(long tick) {
    return venue.openMillis(newestEvent, Math.max(newestEvent, tick));
  }

  /** True if the venue was closed in between, as far as that is known. */
  boolean wasClosedUpTo(long eventTime) {
    return venue.openMillisOrAll(newestEvent, eventTime) < eventTime - newestEvent;
  }

  /** The longest silence that is no gap, in milliseconds. */
  long limitMillis() {
    return intervals.count() < learnQuotes
        ? NO_LIMIT
        : Math.max(policy.gapFloorMillis(), (long) (policy.gapTimes() * intervals.quantile(0.99)));
  }

  boolean hasLimit() {
    return limitMillis() != NO_LIMIT;
  }

  /** The median time between two quotes, in milliseconds; 0 while it is not known. */
  double medianInterval() {
    return intervals.count() < learnQuotes ? 0 : intervals.quantile(0.5);
  }

  long newestEvent() {
    return newestEvent;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(newestEvent);
    out.writeBoolean(told);
    intervals.write(out);
  }

  static SilenceCheck read(DataInput in, MarketPolicy policy, VenueTime venue) throws IOException {
    long newestEvent = in.readLong();
    boolean told = in.readBoolean();
    return new SilenceCheck(policy, venue, Learned.read(in), newestEvent, told);
  }
}
