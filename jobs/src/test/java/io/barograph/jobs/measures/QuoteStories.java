package io.barograph.jobs.measures;

import io.barograph.core.market.Quote;
import io.barograph.core.service.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Stories of the quotes of one symbol: five healthy minutes, and what comes then. */
final class QuoteStories {
  private static final long START = Instant.parse("2025-03-05T15:00:00Z").toEpochMilli();
  private static final String VENUE = "CRYPTO24x7";

  private QuoteStories() {}

  static List<AlertStory> stories() {
    return List.of(
        story("SymbolStale", told -> twoSymbols(told, 180), told -> twoSymbols(told, 40)),
        story("HotSymbolStale", told -> asked(told, "ETHUSD"), told -> asked(told, "BTCUSD")),
        quotes("QuotesStuck", after -> after.repeat(150), after -> after.repeat(100).go(30)),
        quotes(
            "QuotesCrossed",
            after -> after.go(20, QuoteStories::crossed),
            after -> after.go(1, QuoteStories::crossed).go(30)),
        quotes(
            "QuotesLocked",
            after -> after.go(60, QuoteStories::locked),
            after -> after.go(10, QuoteStories::locked).go(30)),
        quotes(
            "QuotesNonpositive",
            after -> after.go(1, quote -> QuoteStream.priced(quote, 0, quote.ask())).go(30),
            after -> after.go(30)),
        quotes(
            "QuoteSpikes",
            after -> after.go(1, QuoteStories::leapt).go(30),
            after -> after.jump(1.03).go(30)),
        quotes(
            "SpreadWide",
            after -> after.go(30, QuoteStories::wide),
            after -> after.go(1, QuoteStories::wide).go(30)),
        quotes(
            "VolumeBurst",
            after -> after.go(10, quote -> QuoteStream.traded(quote, 200)),
            after -> after.go(1, quote -> QuoteStream.traded(quote, 200)).go(30)),
        quotes(
            "VolumeDrought",
            after -> after.go(60, quote -> QuoteStream.traded(quote, 0.01)),
            after -> after.go(15, quote -> QuoteStream.traded(quote, 0.01)).go(30)),
        quotes(
            "QuoteGapsOften",
            after ->
                after.pause(100).go(120).pause(100).go(120).pause(100).go(120).pause(100).go(60),
            after -> after.pause(100).go(120).pause(40).go(120).pause(100).go(60)),
        quotes("QuoteSequenceGaps", after -> after.skip(5).go(400), after -> after.go(400)),
        quotes(
            "QuotesLate",
            after -> after.go(200, quote -> everyTenth(quote, 20_000)),
            after -> after.go(200, quote -> everyTenth(quote, 3_000))),
        quotes(
            "FeedClockSkewed",
            after -> after.go(30, quote -> QuoteStream.made(quote, 3_000)),
            after -> after.go(1, quote -> QuoteStream.made(quote, 3_000)).go(30)));
  }

  private static AlertStory quotes(
      String alert, Consumer<QuoteStream> faulty, Consumer<QuoteStream> healthy) {
    return story(
        alert,
        told -> faulty.accept(new QuoteStream(told, VENUE, "BTCUSD", START).go(300)),
        told -> healthy.accept(new QuoteStream(told, VENUE, "BTCUSD", START).go(300)));
  }

  private static AlertStory story(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(alert, "market-data/quotes.yml", Duration.ofSeconds(5), faulty, healthy);
  }

  /** Of one symbol no quote comes for so many seconds; of the other they do. */
  private static void twoSymbols(ToldRecords told, int seconds) {
    new QuoteStream(told, VENUE, "ETHUSD", START).go(300).pause(seconds).go(60);
    new QuoteStream(told, VENUE, "BTCUSD", START).go(360 + seconds);
  }

  /** One of two symbols is stale; its data, or that of the other, is asked for much. */
  private static void asked(ToldRecords told, String symbol) {
    twoSymbols(told, 180);
    String other = symbol.equals("ETHUSD") ? "BTCUSD" : "ETHUSD";
    for (int i = 0; i < 540; i++) {
      if (i % 2 == 0) {
        told.add(query(i % 10 == 0 ? other : symbol, START + 1_000L * i));
      }
    }
  }

  private static Request query(String symbol, long time) {
    return new Request("quotes", "/bars", "GET", 200, 0.01, -1, -1, "u", time, "q-" + time)
        .on(symbol);
  }

  private static Quote crossed(Quote quote) {
    return QuoteStream.priced(quote, quote.ask() + 0.01, quote.ask());
  }

  private static Quote locked(Quote quote) {
    return QuoteStream.priced(quote, quote.ask(), quote.ask());
  }

  private static Quote leapt(Quote quote) {
    return QuoteStream.priced(quote, quote.bid() * 1.03, quote.ask() * 1.03);
  }

  private static Quote wide(Quote quote) {
    double half = (quote.ask() - quote.bid()) / 2;
    return QuoteStream.priced(quote, quote.bid() - 20 * half, quote.ask() + 20 * half);
  }

  private static Quote everyTenth(Quote quote, long later) {
    return quote.sequence() % 10 == 0 ? QuoteStream.delayed(quote, later) : quote;
  }
}
