package io.barograph.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One quote every ten seconds on a Monday in New York, from the open on. */
final class QuoteMeasureTest {
  private static final long OPEN = Instant.parse("2023-07-10T13:30:00Z").toEpochMilli();
  private static final long STEP = 10_000;

  private final List<String> found = new ArrayList<>();
  private final QuoteMeasure measure = new QuoteMeasure("XNYS", "A", MarketPolicy.DEFAULT);
  private int number;
  private long time = OPEN - STEP;

  @Test
  void aLeapThatComesBackIsASpikeAndOneThatStaysIsAJump() {
    usual(50);
    quote(104, 104.1);
    quote(104, 104.1);
    usual(5);
    assertThat(found).containsExactly("spike 50 51");
    for (int i = 0; i < 10; i++) {
      quote(110 + i % 3 * 0.01, 110.1 + i % 3 * 0.01);
    }
    assertThat(found).hasSize(1);
    assertThat(samples()).containsEntry("barograph_market_jumps_total", 1.0);
    assertThat(samples()).containsEntry("barograph_market_spikes_total", 1.0);
  }

  @Test
  void nothingIsJudgedByWhatIsUsualBeforeItIsLearned() {
    usual(12);
    quote(104, 104.1);
    usual(3);
    quote(90, 110);
    usual(3);
    assertThat(found).isEmpty();
  }

  @Test
  void pricesThatDoNotFitTogetherAreToldAtOnceAndFoundWhenTheyEnd() {
    usual(40);
    quote(100.2, 100.1);
    assertThat(samples()).containsEntry("barograph_market_crossed", 1.0);
    assertThat(samples()).containsEntry("barograph_market_crossed_total", 1.0);
    assertThat(found).isEmpty();
    quote(100.2, 100.1);
    quote(0, 100.1);
    quote(100, -1);
    quote(99, 101);
    usual(1);
    assertThat(found).containsExactly("crossed 40 41", "nonpositive 42 43", "wide_spread 44 44");
    assertThat(samples()).containsEntry("barograph_market_crossed", 0.0);
  }

  @Test
  void bidAndAskMayBeEqualForAMomentOrOverNight() {
    usual(40);
    quote(100, 100);
    time += 500 - STEP;
    usual(1);
    assertThat(found).isEmpty();
    quote(100, 100);
    assertThat(samples()).containsEntry("barograph_market_locked", 0.0);
    measure.tick(time + 7_000, this::keep);
    assertThat(samples()).containsEntry("barograph_market_locked", 1.0);
    usual(1);
    assertThat(found).hasSize(1).allMatch(fault -> fault.startsWith("locked"));
    time = Instant.parse("2023-07-10T19:59:59.500Z").toEpochMilli() - STEP;
    found.clear();
    quote(100, 100);
    time = Instant.parse("2023-07-11T13:30:00.100Z").toEpochMilli() - STEP;
    usual(2);
    assertThat(found).noneMatch(fault -> fault.startsWith("locked"));
  }

  @Test
  void silenceIsToldWhileItLastsAndOnlyWhileTheVenueIsOpen() {
    usual(40);
    measure.tick(time + 60_000, this::keep);
    assertThat(samples(time + 60_000)).containsEntry("barograph_market_silent", 0.0);
    assertThat(samples(time + 66_000))
        .containsEntry("barograph_market_silent", 1.0)
        .containsEntry("barograph_market_freshness_seconds", 66.0)
        .containsEntry("barograph_market_freshness_limit_seconds", 60.0)
        .containsEntry("barograph_market_gaps_total", 1.0);
    long night = Instant.parse("2023-07-10T22:00:00Z").toEpochMilli();
    assertThat(samples(night))
        .containsEntry("barograph_market_silent", 0.0)
        .containsEntry("barograph_market_venue_open", 0.0);
    assertThat(found).isEmpty();
    time += 90_000;
    usual(1);
    assertThat(found).containsExactly("gap 39 49");
  }

  @Test
  void aNightIsNeitherAGapNorALoss() {
    time = Instant.parse("2023-07-10T19:50:00Z").toEpochMilli();
    usual(55);
    measure.tick(Instant.parse("2023-07-11T13:30:00Z").toEpochMilli(), this::keep);
    number += 500;
    time = Instant.parse("2023-07-11T13:30:05Z").toEpochMilli() - STEP;
    usual(40);
    measure.end(time, this::keep);
    assertThat(found).isEmpty();
    assertThat(samples()).containsEntry("barograph_market_lost_quotes_total", 500.0);
  }

  @Test
  void aNumberThatComesLateIsNotLostAndOneThatNeverComesIs() {
    usual(40);
    Quote overtaken = next(100, 100.1);
    usual(1);
    add(received(overtaken, time + 2_000));
    Quote late = next(100, 100.1);
    usual(10);
    add(received(late, time + 2_000));
    number += 3;
    usual(1);
    assertThat(samples()).containsEntry("barograph_market_missing_quotes", 3.0);
    usual(31);
    add(received(late, time));
    assertThat(found)
        .containsExactly(
            "out_of_order 40 40", "late_arrival 42 42", "seq_gap 53 53", "duplicate 42 42");
    assertThat(samples()).containsEntry("barograph_market_lost_quotes_total", 3.0);
  }

  @Test
  void aFeedThatBeginsToNumberAnewHasLostNothing() {
    usual(40);
    number = 0;
    usual(40);
    number = -1;
    measure.end(time, this::keep);
    assertThat(found).isEmpty();
  }

  @Test
  void aFeedWithoutNumbersIsOrderedByTime() {
    List<Quote> quotes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Quote q = next(100 + i, 100.5 + i);
      quotes.add(
          new Quote(
              q.receivedAt(),
              q.eventTime(),
              "A",
              "XNYS",
              Quote.NO_SEQUENCE,
              q.bid(),
              q.ask(),
              1,
              1,
              1));
    }
    add(quotes.get(0));
    add(quotes.get(2));
    add(received(quotes.get(2), time + 60));
    add(received(quotes.get(1), time + 70));
    assertThat(found).containsExactly("duplicate 2 2", "out_of_order 1 1");
  }

  @Test
  void quotesThatDoNotChangeForTwoMinutesAreStuck() {
    usual(40);
    for (int i = 0; i < 14; i++) {
      add(new Quote(time += STEP, time, "A", "XNYS", ++number, 100, 100.1, 7, 7, i));
    }
    assertThat(samples())
        .containsEntry("barograph_market_stuck", 1.0)
        .containsEntry("barograph_market_unchanged_seconds", 130.0);
    usual(1);
    assertThat(found).containsExactly("stuck_price 40 53");
  }

  @Test
  void severalGreatVolumesAreABurstAndManySmallOnesADrought() {
    usual(60);
    volume(1e6);
    usual(2);
    assertThat(found).isEmpty();
    volume(1_000);
    volume(1_000);
    volume(3);
    volume(1_000);
    assertThat(samples()).containsEntry("barograph_market_volume_burst", 1.0);
    usual(6);
    assertThat(found).containsExactly("volume_burst 63 66");
    for (int i = 0; i < 25; i++) {
      volume(0.1);
    }
    assertThat(samples()).containsEntry("barograph_market_volume_drought", 1.0);
    measure.end(time, this::keep);
    assertThat(found).containsExactly("volume_burst 63 66", "volume_drought 73 97");
  }

  @Test
  void aQuoteReceivedBeforeItWasMadeShowsThatClocksDiffer() {
    usual(3);
    add(received(next(100, 100.1), time - 1_500));
    add(received(next(100, 100.1), time - 900));
    assertThat(found).containsExactly("clock_skew 3 3");
    assertThat(samples()).containsEntry("barograph_market_delay_seconds", -0.9);
  }

  @Test
  void withoutACalendarSilenceIsNotJudgedAndTheRestIs() {
    QuoteMeasure other = new QuoteMeasure("DESK", "A", MarketPolicy.DEFAULT);
    for (int i = 0; i < 80; i++) {
      time += i == 60 ? 50 * STEP : STEP;
      number += i == 70 ? 5 : 1;
      other.add(
          new Quote(time, time, "A", "DESK", number, 100 + i % 3, 101 + i % 3, i, 1, 1),
          this::keep);
    }
    other.end(time + 10 * STEP, this::keep);
    assertThat(found).hasSize(1).allMatch(fault -> fault.startsWith("seq_gap"));
    Map<String, Double> samples = new HashMap<>();
    other.sample(time, (labels, value) -> samples.put(labels.get(Labels.METRIC_NAME), value));
    assertThat(samples).doesNotContainKey("barograph_market_freshness_seconds");
    assertThat(samples).doesNotContainKey("barograph_market_venue_open");
  }

  @Test
  void heartbeatsAreNoQuotesAndASymbolWithoutQuotesIsForgotten() {
    QuoteMeasureKind kind = new QuoteMeasureKind(MarketPolicy.DEFAULT);
    Quote heartbeat = Quote.heartbeat(OPEN, "XNYS");
    QuoteMeasure nobody = kind.begin(heartbeat);
    nobody.add(heartbeat);
    nobody.sample(OPEN, (labels, value) -> found.add(labels.toString()));
    assertThat(found).isEmpty();
    usual(1);
    assertThat(measure.isSpent(time + 50 + 7 * 86_400_000L)).isFalse();
    assertThat(measure.isSpent(time + 50 + 7 * 86_400_000L + 1)).isTrue();
    assertThat(kind.name()).isEqualTo("quotes");
    assertThat(kind.key(next(1, 2))).isEqualTo("4:XNYS:A");
    assertThat(kind.id(next(1, 2))).isLessThan(kind.id(next(1, 2)));
  }

  @Test
  void aStateOfAnotherVersionIsRefused() {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {9}));
    assertThatThrownBy(() -> new QuoteMeasureKind(MarketPolicy.DEFAULT).read(in))
        .hasMessage("version of a quote measure must be 2, was 9");
    DataInputStream feed = new DataInputStream(new ByteArrayInputStream(new byte[] {9}));
    assertThatThrownBy(() -> new FeedMeasureKind(MarketPolicy.DEFAULT).read(feed))
        .hasMessage("version of a feed measure must be 2, was 9");
  }

  private void usual(int quotes) {
    for (int i = 0; i < quotes; i++) {
      add(next(100 + number % 3 * 0.01, 100.1 + number % 3 * 0.01));
    }
  }

  private void quote(double bid, double ask) {
    add(next(bid, ask));
  }

  private void volume(double volume) {
    Quote q = next(100, 100.1);
    add(
        new Quote(
            q.receivedAt(),
            q.eventTime(),
            "A",
            "XNYS",
            number,
            100,
            100.1,
            q.bidSize(),
            1,
            volume));
  }

  private Quote next(double bid, double ask) {
    time += STEP;
    number++;
    return new Quote(time + 50, time, "A", "XNYS", number, bid, ask, number, 1, 1 + number % 7);
  }

  private static Quote received(Quote q, long receivedAt) {
    return new Quote(
        receivedAt,
        q.eventTime(),
        q.symbol(),
        q.venue(),
        q.sequence(),
        q.bid(),
        q.ask(),
        q.bidSize(),
        q.askSize(),
        q.volume());
  }

  private void add(Quote quote) {
    measure.add(quote, this::keep);
  }

  /** A finding by the number of steps from the open. */
  private void keep(Finding finding) {
    found.add(
        "%s %d %d"
            .formatted(
                finding.fault().word(),
                (finding.start() - OPEN) / STEP,
                (finding.end() - OPEN) / STEP));
  }

  private Map<String, Double> samples() {
    return samples(time);
  }

  private Map<String, Double> samples(long tick) {
    Map<String, Double> samples = new HashMap<>();
    measure.sample(
        tick,
        (labels, value) -> {
          assertThat(value).isFinite();
          assertThat(labels.get("symbol")).isEqualTo("A");
          samples.put(labels.get(Labels.METRIC_NAME), value);
        });
    return samples;
  }
}
