package io.barograph.jobs.measures;

import io.barograph.core.market.Quote;
import java.util.Random;

/**
 * Quotes of one symbol, one a second: the price wanders, the spread is near two basis points and
 * the volume from 1 to 10. A story changes what the next quotes are like.
 */
final class QuoteStream {
  /** Every quote is drawn from this seed. */
  static final long SEED = 5;

  private static final double SPREAD = 0.0002;

  private final ToldRecords told;
  private final String venue;
  private final String symbol;
  private final Random random = new Random(SEED);
  private long now;
  private long sequence;
  private double price = 100;

  QuoteStream(ToldRecords told, String venue, String symbol, long start) {
    this.told = told;
    this.venue = venue;
    this.symbol = symbol;
    this.now = start;
  }

  /** What differs in a quote from a healthy one. */
  @FunctionalInterface
  interface Fault {
    Quote of(Quote healthy);
  }

  /** Healthy quotes. */
  QuoteStream go(int quotes) {
    return go(quotes, healthy -> healthy);
  }

  /** Quotes with a fault. */
  QuoteStream go(int quotes, Fault fault) {
    for (int i = 0; i < quotes; i++) {
      told.add(fault.of(next()));
    }
    return this;
  }

  /** The same quote again and again, but for its time and number. */
  QuoteStream repeat(int quotes) {
    Quote first = next();
    told.add(first);
    return go(
        quotes - 1,
        next -> with(next, next.eventTime(), first.bid(), first.ask(), first.bidSize(), 5));
  }

  /** No quote for a while. */
  QuoteStream pause(int seconds) {
    now += 1_000L * seconds;
    return this;
  }

  /** Numbers that no quote has. */
  QuoteStream skip(int numbers) {
    sequence += numbers;
    return this;
  }

  /** From now on all prices are so many times higher. */
  QuoteStream jump(double times) {
    price *= times;
    return this;
  }

  long now() {
    return now;
  }

  /** The next healthy quote, which is not told. */
  Quote next() {
    now += 1_000;
    price *= Math.exp(0.0001 * random.nextGaussian());
    double half = price * SPREAD * (0.8 + 0.4 * random.nextDouble()) / 2;
    return new Quote(
        now,
        now - 20,
        symbol,
        venue,
        sequence++,
        price - half,
        price + half,
        1 + random.nextInt(50),
        1 + random.nextInt(50),
        1 + random.nextInt(10));
  }

  static Quote priced(Quote quote, double bid, double ask) {
    return with(quote, quote.eventTime(), bid, ask, quote.bidSize(), quote.volume());
  }

  static Quote traded(Quote quote, double volume) {
    return with(quote, quote.eventTime(), quote.bid(), quote.ask(), quote.bidSize(), volume);
  }

  /** The same quote, made so many milliseconds later. */
  static Quote made(Quote quote, long later) {
    return with(
        quote,
        quote.eventTime() + later,
        quote.bid(),
        quote.ask(),
        quote.bidSize(),
        quote.volume());
  }

  private static Quote with(
      Quote quote, long eventTime, double bid, double ask, double size, double volume) {
    return new Quote(
        quote.receivedAt(),
        eventTime,
        quote.symbol(),
        quote.venue(),
        quote.sequence(),
        bid,
        ask,
        size,
        size,
        volume);
  }

  /** The same quote, received so many milliseconds later. */
  static Quote delayed(Quote quote, long later) {
    return new Quote(
        quote.receivedAt() + later,
        quote.eventTime(),
        quote.symbol(),
        quote.venue(),
        quote.sequence(),
        quote.bid(),
        quote.ask(),
        quote.bidSize(),
        quote.askSize(),
        quote.volume());
  }
}
