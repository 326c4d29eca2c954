package io.barograph.cli.views;

import io.barograph.core.market.FeedMeasureKind;
import io.barograph.core.market.MarketPolicy;
import io.barograph.core.market.Quote;
import io.barograph.core.market.QuoteMeasureKind;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelPolicy;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import io.barograph.core.service.Request;
import io.barograph.core.service.RequestMeasureKind;
import io.barograph.core.service.RequestPolicy;
import io.barograph.core.service.SymbolMeasureKind;
import io.barograph.core.service.SymbolPolicy;
import io.barograph.core.strategy.BacktestExpectation;
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
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.ml.model.ModelMeasureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the shipped measures derive at five ticks from a desk's records: of two strategies, one
 * without an account, two symbols while their venue is open and their data is asked for, two models
 * and two endpoints.
 */
final class SampleMeasures {
  /** The last tick, a Tuesday on which XNYS is open. */
  static final long END = Instant.parse("2026-11-24T16:00:00Z").toEpochMilli();

  static final int TICKS = 5;

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final List<String> STRATEGIES = List.of("carry", "trend");

  private final Random random = new Random(11);
  private final List<IngestedSample> samples = new ArrayList<>();

  private SampleMeasures() {}

  static List<IngestedSample> samples() {
    SampleMeasures all = new SampleMeasures();
    all.derive(new StrategyMeasureKind(trades()), all.trade());
    all.derive(new EquityMeasureKind(EquityPolicy.DEFAULT), all.equity());
    all.derive(new OrderMeasureKind(OrderPolicy.DEFAULT), all.orders());
    List<Quote> quotes = all.quotes();
    all.derive(
        new QuoteMeasureKind(MarketPolicy.DEFAULT),
        quotes.stream().filter(quote -> !quote.isHeartbeat()).toList());
    all.derive(new FeedMeasureKind(MarketPolicy.DEFAULT), quotes);
    all.derive(new ModelMeasureKind(ModelPolicy.DEFAULT), all.predictions());
    all.derive(new RequestMeasureKind(RequestPolicy.DEFAULT), all.requests());
    all.derive(new SymbolMeasureKind(SymbolPolicy.DEFAULT), all.queries());
    return all.samples;
  }

  private <R> void derive(MeasureKind<R> kind, List<R> records) {
    Map<String, List<R>> keys = new LinkedHashMap<>();
    for (R record : records) {
      keys.computeIfAbsent(kind.key(record), any -> new ArrayList<>()).add(record);
    }
    for (List<R> ofKey : keys.values()) {
      ofKey.sort(Comparator.<R>comparingLong(kind::time).thenComparing(kind::id));
      Measure<R> measure = kind.begin(ofKey.get(0));
      int next = 0;
      for (long tick = END - (TICKS - 1) * MINUTE; tick <= END; tick += MINUTE) {
        for (; next < ofKey.size() && kind.time(ofKey.get(next)) <= tick; next++) {
          measure.add(ofKey.get(next));
        }
        long at = tick;
        measure.sample(
            tick, (labels, value) -> samples.add(IngestedSample.onTime(labels, at, value)));
      }
    }
  }

  private static TradePolicy trades() {
    TradePolicy usual = TradePolicy.DEFAULT;
    return new TradePolicy(
        usual.windows(),
        usual.counts(),
        usual.minTrades(),
        usual.forgetAfter(),
        new BacktestExpectation(1, 10));
  }

  private List<Trade> trade() {
    List<Trade> trades = new ArrayList<>();
    for (String strategy : STRATEGIES) {
      for (int i = 0; i < 120; i++) {
        long closed = END - (i + 1) * 10L * MINUTE;
        trades.add(
            new Trade(
                accountOf(strategy),
                strategy,
                "t" + i,
                "ACME",
                "XNYS",
                TradeSide.BUY,
                10,
                100,
                100 + random.nextDouble(),
                random.nextGaussian() * 10,
                closed - 5 * MINUTE,
                closed,
                20 + random.nextInt(100)));
      }
    }
    return trades;
  }

  private List<EquityPoint> equity() {
    long day = Duration.ofDays(1).toMillis();
    List<EquityPoint> marks = new ArrayList<>();
    for (String strategy : STRATEGIES) {
      double equity = 1e6;
      for (long time = END - 300 * day; time <= END; time += day) {
        equity *= 1 + 0.01 * random.nextGaussian();
        marks.add(new EquityPoint(accountOf(strategy), strategy, "", time, equity));
      }
    }
    return marks;
  }

  private List<OrderChange> orders() {
    List<OrderChange> changes = new ArrayList<>();
    for (String strategy : STRATEGIES) {
      for (int i = 0; i < 50; i++) {
        long time = END - 6 * MINUTE - i * MINUTE;
        changes.add(change(strategy, "o" + i, OrderState.SUBMITTED, time));
        OrderState end = OrderState.values()[1 + i % 3];
        changes.add(change(strategy, "o" + i, end, time + SECOND));
      }
      changes.add(change(strategy, "open", OrderState.SUBMITTED, END - 10 * MINUTE));
    }
    return changes;
  }

  private static OrderChange change(String strategy, String id, OrderState state, long time) {
    return new OrderChange(accountOf(strategy), strategy, id, "ACME", "XNYS", state, time);
  }

  /** A strategy without an account has no such label. */
  private static String accountOf(String strategy) {
    return strategy.equals("carry") ? "main" : "";
  }

  private List<Quote> quotes() {
    List<Quote> quotes = new ArrayList<>();
    int sequence = 0;
    for (long time = END - 20 * MINUTE; time <= END; time += 5 * SECOND) {
      sequence++;
      for (String symbol : List.of("ACME", "WIDGET")) {
        double bid = 100 + random.nextGaussian() / 100;
        quotes.add(
            new Quote(
                time,
                time - random.nextInt(100),
                symbol,
                "XNYS",
                sequence,
                bid,
                bid + 0.01 + random.nextDouble() / 100,
                1 + random.nextInt(9),
                1 + random.nextInt(9),
                1 + random.nextInt(99)));
      }
      quotes.add(Quote.heartbeat(time, "XNYS"));
    }
    return quotes;
  }

  private List<ModelEvent> predictions() {
    ModelKey classes = new ModelKey("direction", "3", "eu");
    ModelKey values = new ModelKey("fair-value", "1", "us");
    List<ModelEvent> events = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      long time = END - (i + 10) * MINUTE;
      double up = random.nextDouble();
      boolean isUp = random.nextDouble() < up;
      Prediction direction =
          Prediction.ofClasses(
              "d" + i,
              time,
              classes,
              List.of(new ClassProbability("up", up), new ClassProbability("down", 1 - up)));
      Prediction value = Prediction.ofValue("v" + i, time, values, random.nextGaussian());
      events.add(new ModelEvent.Made(direction));
      events.add(new ModelEvent.Made(value));
      if (i % 10 != 0) {
        long told = time + random.nextInt((int) (5 * MINUTE));
        events.add(
            new ModelEvent.Labelled(
                direction, Outcome.ofClass("d" + i, told, isUp ? "up" : "down")));
        events.add(
            new ModelEvent.Labelled(value, Outcome.ofValue("v" + i, told, random.nextGaussian())));
      }
    }
    return events;
  }

  private List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    for (String endpoint : List.of("/orders", "/positions")) {
      for (int i = 0; i < 600; i++) {
        requests.add(
            new Request(
                "gateway",
                endpoint,
                "GET",
                i % 50 == 0 ? 503 : 200,
                random.nextDouble(),
                Request.UNKNOWN_SIZE,
                Request.UNKNOWN_SIZE,
                "u",
                END - i * SECOND,
                "r" + i));
      }
    }
    return requests;
  }

  private List<Request> queries() {
    List<Request> queries = new ArrayList<>();
    for (String symbol : List.of("ACME", "WIDGET")) {
      for (int i = 0; i < 300; i++) {
        long time = END - 30 * SECOND * i;
        queries.add(
            new Request("quotes", "/bars", "GET", 200, 0.01, -1, -1, "u", time, "q" + i)
                .on(symbol));
      }
    }
    return queries;
  }
}
