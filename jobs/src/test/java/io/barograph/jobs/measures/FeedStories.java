package io.barograph.jobs.measures;

import io.barograph.core.market.Quote;
import io.barograph.core.session.SessionCalendars;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Stories of the feed of a venue with closed hours. */
final class FeedStories {
  private static final String VENUE = "XNYS";
  private static final long DAY = 86_400_000;

  /** An hour before the venue closes. */
  private static final long OPEN = Instant.parse("2025-03-05T20:00:00Z").toEpochMilli();

  /** Five minutes before the venue closes. */
  private static final long CLOSING = Instant.parse("2025-03-05T20:55:00Z").toEpochMilli();

  private FeedStories() {}

  static List<AlertStory> stories() {
    return List.of(
        story("FeedSilent", told -> ends(told, OPEN, false), told -> ends(told, CLOSING, false)),
        story(
            "FeedConnectedButMute",
            told -> ends(told, OPEN, true),
            told -> ends(told, CLOSING, true)),
        story("SessionCalendarExpires", told -> daysLeft(told, 59), told -> daysLeft(told, 61)));
  }

  private static AlertStory story(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(alert, "market-data/feeds.yml", Duration.ofSeconds(5), faulty, healthy);
  }

  /** Five minutes of quotes, and ten minutes of nothing, or of heartbeats alone. */
  private static void ends(ToldRecords told, long start, boolean staysConnected) {
    QuoteStream quotes = new QuoteStream(told, VENUE, "ACME", start).go(300);
    long end = quotes.now() + 600_000;
    for (long time = start; staysConnected && time < end; time += 5_000) {
      told.add(Quote.heartbeat(time, VENUE));
    }
    told.silenceUntil(end);
  }

  private static void daysLeft(ToldRecords told, int days) {
    long lastKnown = SessionCalendars.named(VENUE).orElseThrow().lastKnown();
    long start = lastKnown - days * DAY;
    new QuoteStream(told, VENUE, "ACME", start).go(120);
  }
}
