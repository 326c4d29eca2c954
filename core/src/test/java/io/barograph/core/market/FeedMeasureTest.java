package io.barograph.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeedMeasureTest {
  private static final long TEN = Instant.parse("2023-07-10T14:00:00Z").toEpochMilli();
  private static final FeedMeasureKind KIND = new FeedMeasureKind(MarketPolicy.DEFAULT);

  private final FeedMeasure feed = KIND.begin(quote(TEN, "A"));

  @Test
  void aFeedIsAliveWhileAnySymbolIs() {
    for (int i = 0; i < 100; i++) {
      feed.add(quote(TEN + i * 1_000L, i % 2 == 0 ? "A" : "B"));
    }
    assertThat(samples(TEN + 159_000))
        .containsEntry("barograph_market_feed_silent", 0.0)
        .containsEntry("barograph_market_feed_freshness_seconds", 60.0);
    assertThat(samples(TEN + 160_000)).containsEntry("barograph_market_feed_silent", 1.0);
  }

  @Test
  void aFeedThatIsConnectedButMuteHasAHeartbeatAndNoQuotes() {
    feed.add(quote(TEN, "A"));
    feed.add(Quote.heartbeat(TEN + 298_000, "XNYS"));
    assertThat(samples(TEN + 300_000))
        .containsEntry("barograph_market_feed_silent", 1.0)
        .containsEntry("barograph_market_feed_heartbeat_age_seconds", 2.0);
  }

  @Test
  void aClosedVenueIsNotSilent() {
    feed.add(quote(TEN, "A"));
    long night = Instant.parse("2023-07-10T23:00:00Z").toEpochMilli();
    assertThat(samples(night)).containsEntry("barograph_market_feed_silent", 0.0);
  }

  @Test
  void saysWhetherTheCalendarHasASessionAsLongAsItIsKnown() {
    feed.add(quote(TEN, "A"));
    long night = Instant.parse("2023-07-10T23:00:00Z").toEpochMilli();
    long after = Instant.parse("2100-01-04T15:00:00Z").toEpochMilli();

    assertThat(samples(TEN)).containsEntry("barograph_session_open", 1.0);
    assertThat(samples(night)).containsEntry("barograph_session_open", 0.0);
    assertThat(samples(after)).doesNotContainKey("barograph_session_open");
  }

  @Test
  void saysHowManyDaysTheCalendarIsKnown() {
    feed.add(quote(TEN, "A"));
    assertThat(samples(TEN)).containsKey("barograph_session_calendar_days_left");
    assertThat(samples(TEN).get("barograph_session_calendar_days_left")).isGreaterThan(1_000);
    long after = Instant.parse("2100-01-04T15:00:00Z").toEpochMilli();
    assertThat(samples(after).get("barograph_session_calendar_days_left")).isNegative();
    assertThat(samples(after)).doesNotContainKey("barograph_market_feed_silent");

    FeedMeasure always = new FeedMeasure("CRYPTO24x7", MarketPolicy.DEFAULT);
    Map<String, Double> samples = new HashMap<>();
    always.sample(TEN, (labels, value) -> samples.put(labels.get(Labels.METRIC_NAME), value));
    assertThat(samples)
        .containsOnlyKeys("barograph_market_venue_calendar_known", "barograph_session_open");
  }

  @Test
  void survivesARestartAndIsForgottenAfterAWeek() throws IOException {
    feed.add(quote(TEN, "A"));
    feed.add(quote(TEN + 5_000, "B"));
    feed.add(Quote.heartbeat(TEN + 6_000, "XNYS"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    feed.write(new DataOutputStream(bytes));
    FeedMeasure again =
        KIND.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    Map<String, Double> samples = new HashMap<>();
    again.sample(
        TEN + 9_000, (labels, value) -> samples.put(labels.get(Labels.METRIC_NAME), value));
    assertThat(samples).isEqualTo(samples(TEN + 9_000));
    assertThat(again.isSpent(TEN + 6_000 + 7 * 86_400_000L)).isFalse();
    assertThat(again.isSpent(TEN + 6_001 + 7 * 86_400_000L)).isTrue();
    assertThat(KIND.key(quote(TEN, "A"))).isEqualTo("XNYS");
    assertThat(KIND.time(quote(TEN, "A"))).isEqualTo(TEN);
    assertThat(KIND.id(quote(TEN, "A"))).isNotEqualTo(KIND.id(quote(TEN, "B")));
    assertThat(KIND.name()).isEqualTo("feeds");
  }

  private Map<String, Double> samples(long tick) {
    Map<String, Double> samples = new HashMap<>();
    feed.sample(tick, (labels, value) -> samples.put(labels.get(Labels.METRIC_NAME), value));
    return samples;
  }

  private static Quote quote(long time, String symbol) {
    return new Quote(time, time, symbol, "XNYS", 1, 10, 11, 1, 1, 1);
  }
}
