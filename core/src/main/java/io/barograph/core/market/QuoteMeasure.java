package io.barograph.core.market;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.session.Openness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.BiFunction;

/**
 * The quotes of one symbol of one venue: what is wrong with them, and the samples derived from
 * that.
 *
 * <p>Quotes come in the order in which they were received. Prices, volumes and intervals are judged
 * on those that are newer than all before; the others are duplicates, out of order or late. Silence
 * is found at ticks, so that it is told while it lasts. What the samples mean is written in {@code
 * docs/measures.md}. Takes 2 KiB at most. Not thread-safe.
 */
public final class QuoteMeasure implements Measure<Quote> {
  /** The names of all market metrics start with this. */
  public static final String METRIC_PREFIX = "barograph_market_";

  private static final int VERSION = 2;
  private static final Finding.Output NOBODY = finding -> {};
  private static final MarketFault[] FAULTS = MarketFault.values();

  private final MarketPolicy policy;
  private final String venue;
  private final String symbol;
  private final VenueTime time;
  private final FaultCounts counts;
  private final SequenceCheck sequence;
  private final SilenceCheck silence;
  private final DelayCheck delay;
  private final SpreadCheck spread;
  private final SpikeCheck spike;
  private final StuckCheck stuck;
  private final VolumeCheck volume;
  private long receivedAt = Long.MIN_VALUE;
  private long quotes;

  /** A symbol of which nothing was seen yet. */
  public QuoteMeasure(String venue, String symbol, MarketPolicy policy) {
    this.policy = policy;
    this.venue = venue;
    this.symbol = symbol;
    this.time = new VenueTime(policy.calendarOf(venue));
    this.counts = new FaultCounts(venue, symbol);
    this.sequence = new SequenceCheck(policy.arrivals().lostMillis());
    this.silence = new SilenceCheck(policy, time);
    this.delay = new DelayCheck(policy);
    this.spread = new SpreadCheck(policy, time);
    this.spike = new SpikeCheck(policy);
    this.stuck = new StuckCheck(policy, time);
    this.volume = new VolumeCheck(policy);
  }

  private QuoteMeasure(String venue, String symbol, MarketPolicy policy, DataInput in)
      throws IOException {
    this.policy = policy;
    this.venue = venue;
    this.symbol = symbol;
    this.time = new VenueTime(policy.calendarOf(venue));
    this.counts = new FaultCounts(venue, symbol);
    this.receivedAt = in.readLong();
    this.quotes = in.readLong();
    counts.read(in);
    this.sequence = SequenceCheck.read(in, policy.arrivals().lostMillis());
    this.silence = SilenceCheck.read(in, policy, time);
    this.delay = DelayCheck.read(in, policy);
    this.spread = SpreadCheck.read(in, policy, time);
    this.spike = SpikeCheck.read(in, policy);
    this.stuck = StuckCheck.read(in, policy, time);
    this.volume = VolumeCheck.read(in, policy);
  }

  /** A symbol as {@link #write} left it. */
  static QuoteMeasure read(DataInput in, BiFunction<String, String, MarketPolicy> policyOf)
      throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("version of a quote measure must be 2, was " + version);
    }
    String venue = in.readUTF();
    String symbol = in.readUTF();
    return new QuoteMeasure(venue, symbol, policyOf.apply(venue, symbol), in);
  }

  @Override
  public void add(Quote quote) {
    add(quote, NOBODY);
  }

  /** Folds a quote and gives away the faults that end with it. */
  public void add(Quote quote, Finding.Output out) {
    if (quote.isHeartbeat()) {
      return;
    }
    quotes++;
    receivedAt = Math.max(receivedAt, quote.receivedAt());
    sequence.expire(receivedAt, counts, out);
    SequenceCheck.Place place = sequence.place(quote);
    switch (place) {
      case DUPLICATE ->
          counts.countAndFound(MarketFault.DUPLICATE, quote.eventTime(), quote.eventTime(), out);
      case OVERTAKEN -> {
        sequence.fill(quote.sequence());
        delay.overtaken(quote, silence.medianInterval(), counts, out);
      }
      case NEW, RESTARTED -> advance(quote, place, out);
    }
  }

  private void advance(Quote quote, SequenceCheck.Place place, Finding.Output out) {
    boolean wasClosed = quotes > 1 && silence.wasClosedUpTo(quote.eventTime());
    boolean isGap = silence.advance(quote.eventTime(), counts, out);
    // What is missing behind a silence is part of it; a night is nobody's loss.
    sequence.advance(quote, place, !isGap && !wasClosed, counts, out);
    delay.advance(quote, counts, out);
    if (spread.advance(quote, counts, out)) {
      double median = silence.medianInterval();
      long open = Math.max(0, time.openMillis(spike.baseTime(), quote.eventTime()));
      spike.advance(quote, spread.median(), median > 0 ? open / median : 1, counts, out);
    }
    stuck.advance(quote, counts, out);
    volume.advance(quote, counts, out);
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    sample(tick, out, NOBODY);
  }

  /** Finds what lasts at {@code tick}, and gives away the faults that are found with it. */
  public void tick(long tick, Finding.Output findings) {
    sequence.expire(tick, counts, findings);
    silence.tick(tick, counts);
    spread.tick(tick, counts);
  }

  /** Derives the samples of {@code tick} and gives away the faults that are found with it. */
  public void sample(long tick, SampleOutput out, Finding.Output findings) {
    if (quotes == 0) {
      return;
    }
    tick(tick, findings);
    for (MarketFault fault : FAULTS) {
      put(out, fault.counter(), (double) counts.of(fault));
    }
    putStates(tick, out);
    put(out, METRIC_PREFIX + "quotes_total", (double) quotes);
    put(out, METRIC_PREFIX + "jumps_total", (double) spike.jumps());
    put(out, METRIC_PREFIX + "lost_quotes_total", (double) sequence.lost());
    put(out, METRIC_PREFIX + "missing_quotes", (double) sequence.missing());
    put(out, METRIC_PREFIX + "delay_seconds", delay.newest() / 1e3);
    long open = silence.silence(tick);
    putIfKnown(out, "freshness_seconds", open / 1e3, open != VenueTime.UNKNOWN);
    putIfKnown(out, "freshness_limit_seconds", silence.limitMillis() / 1e3, silence.hasLimit());
    putIfKnown(
        out, "interval_seconds", silence.medianInterval() / 1e3, silence.medianInterval() > 0);
    putIfKnown(out, "spread_ratio", spread.newest(), spread.newest() >= 0);
    putIfKnown(
        out,
        "spread_usual_ratio",
        spread.newest() / spread.median(),
        spread.newest() >= 0 && spread.median() > 0);
    put(out, METRIC_PREFIX + "unchanged_seconds", stuck.standsFor() / 1e3);
    double deviations = volume.newestDeviations();
    putIfKnown(out, "volume_deviations", deviations, !Double.isNaN(deviations));
  }

  /** What lasts at {@code tick}, one series of 0 or 1 for each fault that can. */
  private void putStates(long tick, SampleOutput out) {
    boolean isOpen = time.at(tick) == Openness.OPEN;
    putIfKnown(out, "venue_open", isOpen ? 1 : 0, time.at(tick) != Openness.UNKNOWN);
    putState(out, "silent", silence.isSilent(tick));
    putState(out, "stuck", stuck.isStuck());
    putState(out, "crossed", spread.isCrossed());
    putState(out, "locked", spread.isLocked());
    putState(out, "nonpositive", spread.isNonpositive());
    putState(out, "wide", spread.isWide());
    putState(out, "volume_burst", volume.isBurst());
    putState(out, "volume_drought", volume.isDrought());
    putState(out, "clock_skewed", delay.isSkewed());
  }

  private void putState(SampleOutput out, String name, boolean holds) {
    put(out, METRIC_PREFIX + name, holds ? 1 : 0);
  }

  private void putIfKnown(SampleOutput out, String name, double value, boolean isKnown) {
    if (isKnown) {
      put(out, METRIC_PREFIX + name, value);
    }
  }

  private void put(SampleOutput out, String name, double value) {
    out.put(Labels.of(Labels.METRIC_NAME, name, "venue", venue, "symbol", symbol), value);
  }

  /** Gives away what lasts at {@code now}, after which nothing will come. */
  public void end(long now, Finding.Output out) {
    sequence.giveUp(counts, out);
    silence.end(now, counts, out);
    delay.end(counts, out);
    spread.end(now, counts, out);
    stuck.end(counts, out);
    volume.end(counts, out);
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - receivedAt > policy.forgetMillis();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(venue);
    out.writeUTF(symbol);
    out.writeLong(receivedAt);
    out.writeLong(quotes);
    counts.write(out);
    sequence.write(out);
    silence.write(out);
    delay.write(out);
    spread.write(out);
    spike.write(out);
    stuck.write(out);
    volume.write(out);
  }
}
