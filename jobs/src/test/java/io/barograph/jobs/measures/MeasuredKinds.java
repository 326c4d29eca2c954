package io.barograph.jobs.measures;

import io.barograph.core.market.FeedMeasureKind;
import io.barograph.core.market.MarketPolicy;
import io.barograph.core.market.Quote;
import io.barograph.core.market.QuoteMeasureKind;
import io.barograph.core.service.Request;
import io.barograph.core.service.RequestMeasure;
import io.barograph.core.service.RequestMeasureKind;
import io.barograph.core.service.RequestPolicy;
import io.barograph.core.service.SymbolMeasure;
import io.barograph.core.service.SymbolMeasureKind;
import io.barograph.core.service.SymbolPolicy;
import io.barograph.core.service.UserEvent;
import io.barograph.core.service.UserMeasure;
import io.barograph.core.service.UserMeasureKind;
import io.barograph.core.service.UserPolicy;
import io.barograph.core.strategy.EquityMeasureKind;
import io.barograph.core.strategy.EquityPoint;
import io.barograph.core.strategy.EquityPolicy;
import io.barograph.core.strategy.OrderChange;
import io.barograph.core.strategy.OrderMeasureKind;
import io.barograph.core.strategy.OrderPolicy;
import io.barograph.core.strategy.OrderState;
import io.barograph.core.strategy.StrategyMeasureKind;
import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradePolicy;
import io.barograph.core.strategy.TradeSide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Every kind of measure that a job has. What each may keep at most is written in {@code
 * docs/measures.md} under "What is kept".
 */
final class MeasuredKinds {
  /** Every record is drawn from this seed. */
  static final long SEED = 23;

  /** When the streams of records begin: at midnight. */
  static final long START = 20_150 * 86_400_000L;

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  /** The shortest time from tick to tick while records fill a key. */
  static final long TICK = 5 * MINUTE;

  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int KIB = 1_024;

  /** Of a figure over a window by time. */
  private static final int OF_FIGURE = 2 * KIB;

  /** Of one that is kept for itself. */
  private static final int OF_ELEMENT = 24;

  /** Totals, and which series were given. */
  private static final int BESIDE = KIB;

  private MeasuredKinds() {}

  static Stream<MeasuredKind<?>> all() {
    Stream<MeasuredKind<?>> ofEveryBuild =
        Stream.of(
            trades(),
            orders(),
            equity(),
            quotes(),
            feeds(),
            requests(),
            symbols(),
            users(),
            ModelRecords.kind(),
            WatchedRecords.anomalies(),
            WatchedRecords.modelled(),
            WatchedRecords.forecasts(),
            FleetRecords.failures(),
            EntityRecords.entities());
    return Stream.concat(ofEveryBuild, PeerRecords.peers());
  }

  /** When the i-th record of a stream is. */
  static long time(int i) {
    return START + 250L * i;
  }

  /** Whose the i-th record of a stream is. */
  static String name(int i) {
    return "n" + draw(i).nextInt(3);
  }

  static Random draw(int i) {
    Random random = new Random(SEED + 1_000_003L * i);
    random.nextInt();
    return random;
  }

  /** From 0.001 to 100, each decade as often as another. */
  private static double spread(Random random) {
    return Math.pow(10, 5 * random.nextDouble() - 3);
  }

  private static MeasuredKind<Trade> trades() {
    Random random = new Random(SEED);
    List<Trade> filling = new ArrayList<>();
    for (long time = 0; time < DAY; time += time < DAY - HOUR ? 4_000 : 250) {
      filling.add(trade("n", filling.size(), START + time, random));
    }
    return new MeasuredKind<>(
        new StrategyMeasureKind(TradePolicy.DEFAULT),
        i -> trade(name(i), i, time(i), draw(-i)),
        "barograph_strategy_trades",
        TradePolicy.DEFAULT.forgetAfter(),
        filling,
        2 * 21 * OF_FIGURE + 100 * OF_ELEMENT + BESIDE);
  }

  private static Trade trade(String strategy, int number, long time, Random random) {
    double fill = 100 + (random.nextBoolean() ? 1 : -1) * spread(random);
    return new Trade(
        "acc",
        strategy,
        "t-" + number,
        "BTCUSD",
        "24x7",
        TradeSide.BUY,
        1,
        100,
        Math.max(0.01, fill),
        Math.rint(random.nextGaussian() * 100),
        time - MINUTE,
        time,
        spread(random));
  }

  private static MeasuredKind<OrderChange> orders() {
    List<OrderChange> filling = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      OrderState state = i < 1_500 ? OrderState.SUBMITTED : OrderState.FILLED;
      long time = i < 1_500 ? START + 50 * SECOND * i : START + DAY + 100L * i;
      filling.add(order("n", "the long id of an order, as venues give them, " + i, state, time));
    }
    return new MeasuredKind<>(
        new OrderMeasureKind(OrderPolicy.DEFAULT),
        i ->
            order(
                name(i / 2),
                "o-" + i / 2,
                i % 2 == 0 ? OrderState.SUBMITTED : OrderState.REJECTED,
                time(i)),
        "barograph_strategy_orders_ended",
        OrderPolicy.DEFAULT.forgetAfter(),
        filling,
        2 * 5 * OF_FIGURE + 2 * 1_024 * OF_ELEMENT + BESIDE);
  }

  private static OrderChange order(String strategy, String id, OrderState state, long time) {
    return new OrderChange("acc", strategy, id, "BTCUSD", "24x7", state, time);
  }

  private static MeasuredKind<EquityPoint> equity() {
    Random random = new Random(SEED);
    List<EquityPoint> filling = new ArrayList<>();
    for (int i = 0; i < 300 * 8; i++) {
      filling.add(
          new EquityPoint("acc", "n", "", START + 3 * HOUR * i, 100 + random.nextGaussian()));
    }
    EquityPolicy policy = EquityPolicy.DEFAULT.with(new VenueDays(MarketPolicy.DEFAULT));
    return new MeasuredKind<>(
        new EquityMeasureKind(policy),
        i -> new EquityPoint("acc", name(i), "", time(i), 100 + draw(-i).nextGaussian()),
        "",
        policy.forgetAfter(),
        filling,
        (EquityPolicy.MAX_SESSIONS + 2) * 2 * OF_ELEMENT + BESIDE);
  }

  private static MeasuredKind<Quote> quotes() {
    return new MeasuredKind<>(
        new QuoteMeasureKind(MarketPolicy.DEFAULT),
        i -> quote(name(i), i, time(i), draw(-i)),
        "barograph_market_quotes_total",
        Duration.ofMillis(MarketPolicy.DEFAULT.forgetMillis()),
        wildQuotes(),
        2 * KIB);
  }

  private static MeasuredKind<Quote> feeds() {
    return new MeasuredKind<>(
        new FeedMeasureKind(MarketPolicy.DEFAULT),
        i -> quote(name(i), i, time(i), draw(-i)),
        "",
        Duration.ofMillis(MarketPolicy.DEFAULT.forgetMillis()),
        wildQuotes(),
        2 * KIB);
  }

  private static Quote quote(String symbol, int number, long time, Random random) {
    double bid = 100 + random.nextGaussian();
    long made = time - random.nextInt(500);
    return new Quote(
        time, made, symbol, "CRYPTO24x7", number, bid, bid + 0.02, 1, 2, random.nextInt(9));
  }

  /** Intervals, delays, spreads, volumes and leaps over decades, and holes in the numbering. */
  private static List<Quote> wildQuotes() {
    Random random = new Random(SEED);
    List<Quote> quotes = new ArrayList<>();
    long time = START;
    long number = 0;
    for (int i = 0; i < 20_000; i++) {
      time += 1 + (long) (100 * spread(random));
      number += random.nextInt(10) == 0 ? 1_000_000 : 1;
      double middle = 100 * Math.exp(0.001 * random.nextGaussian() * spread(random));
      double half = middle * 1e-4 * spread(random);
      long made = time - (long) (100 * spread(random));
      for (int repeated = random.nextInt(3); repeated >= 0; repeated--) {
        quotes.add(
            new Quote(
                time,
                made,
                "n",
                "CRYPTO24x7",
                number,
                middle - half,
                middle + half,
                1,
                1,
                spread(random)));
        time += 1 + (long) (10 * spread(random));
        made += 1;
        number += 1;
      }
    }
    return quotes;
  }

  static MeasuredKind<Request> requests() {
    Random random = new Random(SEED);
    List<Request> filling = new ArrayList<>();
    for (long time = 0; time < HOUR; time += time < HOUR - 5 * MINUTE ? 150 : 10) {
      filling.add(request("/n", filling.size(), START + time, random));
    }
    return new MeasuredKind<>(
        new RequestMeasureKind(RequestPolicy.DEFAULT),
        i -> request("/" + name(i), i, time(i), draw(-i)),
        "barograph_api_requests_total",
        RequestPolicy.DEFAULT.forgetAfter(),
        filling,
        3 * RequestMeasure.MAX_WINDOW_BYTES + BESIDE);
  }

  private static Request request(String endpoint, int number, long time, Random random) {
    int status = 200 + 100 * random.nextInt(4);
    return new Request(
        "desk", endpoint, "GET", status, spread(random), 100, 2_000, "ann", time, "r-" + number);
  }

  private static MeasuredKind<Request> symbols() {
    Random random = new Random(SEED);
    List<Request> filling = new ArrayList<>();
    for (long time = 0; time < DAY; time += time < DAY - HOUR ? 4_000 : 250) {
      filling.add(request("/", filling.size(), START + time, random).on("n"));
    }
    return new MeasuredKind<>(
        new SymbolMeasureKind(SymbolPolicy.DEFAULT),
        i -> request("/", i, time(i), draw(-i)).on(name(i)),
        "barograph_symbol_queries_total",
        SymbolPolicy.DEFAULT.forgetAfter(),
        filling,
        SymbolMeasure.MAX_BYTES);
  }

  static MeasuredKind<UserEvent> users() {
    List<UserEvent> filling = new ArrayList<>();
    for (int i = 0; i < 29 * 200; i++) {
      filling.add(event("n", "way", i, START + i * DAY / 200, 1 + i % 8));
    }
    long lastDay = START + 29 * DAY;
    for (int i = 0; i < 40_000; i++) {
      // Eight buckets of a day; in each seventy users and more of every feature and step.
      filling.add(event("n", "way" + i / 8 % 4, i, lastDay + i * DAY / 40_000, 1 + i % 8));
    }
    return new MeasuredKind<>(
        new UserMeasureKind(UserPolicy.DEFAULT),
        i -> event(name(i), "way", i, time(i), 1 + draw(-i).nextInt(3)),
        "barograph_users_events_total",
        UserPolicy.DEFAULT.forgetAfter(),
        filling,
        UserMeasure.MAX_BYTES + BESIDE);
  }

  private static UserEvent event(String service, String way, int number, long time, int step) {
    return new UserEvent(
        service,
        "ann" + number % 9_973,
        "feature" + number % 40,
        way,
        step,
        UserEvent.Outcome.OK,
        1 + number % 3,
        time,
        "e-" + number);
  }
}
