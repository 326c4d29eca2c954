package io.barograph.core.market;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.session.Openness;
import io.barograph.core.session.SessionCalendar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The feed of one venue: whether it is connected, and whether it carries quotes of any symbol.
 *
 * <p>A feed that sends heartbeats and no quotes is connected but mute; a feed that carries quotes
 * while one symbol is silent is alive. Not thread-safe.
 */
public final class FeedMeasure implements Measure<Quote> {
  private static final int VERSION = 2;
  private static final double DAY_MILLIS = 86_400_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final MarketPolicy policy;
  private final String venue;
  private final VenueTime time;
  private final Learned intervals;
  private long newestQuote = NEVER;
  private long newestHeartbeat = NEVER;

  /** A feed of which nothing was seen yet. */
  public FeedMeasure(String venue, MarketPolicy policy) {
    this(venue, policy, new Learned());
  }

  private FeedMeasure(String venue, MarketPolicy policy, Learned intervals) {
    this.policy = policy;
    this.venue = venue;
    this.time = new VenueTime(policy.calendarOf(venue));
    this.intervals = intervals;
  }

  /** A feed as {@link #write} left it. */
  static FeedMeasure read(DataInput in, Function<String, MarketPolicy> policyOf)
      throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("version of a feed measure must be 2, was " + version);
    }
    String venue = in.readUTF();
    long newestQuote = in.readLong();
    long newestHeartbeat = in.readLong();
    FeedMeasure feed = new FeedMeasure(venue, policyOf.apply(venue), Learned.read(in));
    feed.newestQuote = newestQuote;
    feed.newestHeartbeat = newestHeartbeat;
    return feed;
  }

  @Override
  public void add(Quote quote) {
    if (quote.isHeartbeat()) {
      newestHeartbeat = Math.max(newestHeartbeat, quote.receivedAt());
      return;
    }
    if (newestQuote != NEVER && quote.receivedAt() > newestQuote) {
      long silence = time.openMillis(newestQuote, quote.receivedAt());
      if (silence > 0) {
        intervals.add((double) Math.min(silence, limitMillis()));
      }
    }
    newestQuote = Math.max(newestQuote, quote.receivedAt());
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    if (newestQuote != NEVER) {
      long silence = time.openMillis(newestQuote, Math.max(tick, newestQuote));
      if (silence != VenueTime.UNKNOWN) {
        boolean isSilent = silence > limitMillis() && time.at(tick) == Openness.OPEN;
        put(out, "feed_freshness_seconds", silence / 1e3);
        put(out, "feed_silent", isSilent ? 1 : 0);
      }
    }
    if (newestHeartbeat != NEVER) {
      put(out, "feed_heartbeat_age_seconds", Math.max(0, tick - newestHeartbeat) / 1e3);
    }
    Optional<SessionCalendar> calendar = time.calendar();
    put(out, "venue_calendar_known", calendar.isPresent() ? 1 : 0);
    Openness openness = time.at(tick);
    if (calendar.isPresent() && openness != Openness.UNKNOWN) {
      out.put(labels("barograph_session_open", calendar.get()), openness == Openness.OPEN ? 1 : 0);
    }
    calendar.filter(known -> !known.isEndless()).ifPresent(known -> putDaysLeft(tick, known, out));
  }

  private void putDaysLeft(long tick, SessionCalendar calendar, SampleOutput out) {
    out.put(
        labels("barograph_session_calendar_days_left", calendar),
        (calendar.lastKnown() - tick) / DAY_MILLIS);
  }

  private Labels labels(String name, SessionCalendar calendar) {
    return Labels.of(Labels.METRIC_NAME, name, "venue", venue, "calendar", calendar.name());
  }

  private long limitMillis() {
    return intervals.count() < policy.learnQuotes()
        ? policy.arrivals().gapFloorMillis()
        : Math.max(
            policy.arrivals().gapFloorMillis(),
            (long) (policy.arrivals().gapTimes() * intervals.quantile(0.99)));
  }

  private void put(SampleOutput out, String name, double value) {
    out.put(
        Labels.of(Labels.METRIC_NAME, QuoteMeasure.METRIC_PREFIX + name, "venue", venue), value);
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - Math.max(newestQuote, newestHeartbeat) > policy.forgetMillis();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(venue);
    out.writeLong(newestQuote);
    out.writeLong(newestHeartbeat);
    intervals.write(out);
  }
}
