package io.barograph.promql.rules;

import io.barograph.core.market.ArrivalPolicy;
import io.barograph.core.market.MarketPolicy;
import io.barograph.core.market.PricePolicy;
import io.barograph.core.prediction.ModelPolicy;
import io.barograph.core.prediction.WatchedModel;
import io.barograph.core.returns.ReturnConvention;
import io.barograph.core.service.ExperiencePolicy;
import io.barograph.core.service.RequestPolicy;
import io.barograph.core.service.UserPolicy;
import io.barograph.core.strategy.BacktestExpectation;
import io.barograph.core.strategy.EquityPolicy;
import io.barograph.core.strategy.OrderPolicy;
import io.barograph.core.strategy.StrategyPolicy;
import io.barograph.core.strategy.TradePolicy;
import java.util.Collections;
import java.util.List;

/** The fields of entries of {@code measures}, and the policies that they make. */
final class MeasureFields {
  static final List<String> STRATEGY =
      List.of(
          "backtest",
          "minTrades",
          "minOrders",
          "minSessions",
          "periodsPerYear",
          "annualRiskFree",
          "benchmarkSharpe",
          "confidence");
  static final List<String> BACKTEST = List.of("expectancy", "deviation", "trades");
  static final List<String> QUOTE =
      List.of(
          "gapFloor",
          "gapTimes",
          "lateFloor",
          "lateTimes",
          "lostAfter",
          "clockSkew",
          "spikeBasisPoints",
          "spikeDeviations",
          "wideBasisPoints",
          "wideTimes",
          "wideDeviations",
          "lockedFor",
          "stuckFloor",
          "stuckTimes",
          "stuckQuotes",
          "learnQuotes",
          "forgetAfter");
  static final List<String> MODEL =
      List.of("maxLabelDelay", "minLabels", "dropRisk", "forgetAfter");
  static final List<String> REQUEST = List.of("apdexThreshold", "minRequests", "forgetAfter");
  static final List<String> USER =
      List.of(
          "minUsers",
          "apdexThreshold",
          "minEvents",
          "apdexWeight",
          "successWeight",
          "continuedWeight");

  private static final int MOST = 1_000_000;

  private MeasureFields() {}

  static StrategyPolicy strategy(PolicyFields fields) {
    TradePolicy trades = TradePolicy.DEFAULT;
    OrderPolicy orders = OrderPolicy.DEFAULT;
    EquityPolicy equity = EquityPolicy.DEFAULT;
    int mostTrades = Collections.min(trades.counts());
    int mostSessions = Collections.min(equity.sessions());
    return new StrategyPolicy(
        new TradePolicy(
            trades.windows(),
            trades.counts(),
            fields.count("minTrades", trades.minTrades(), mostTrades),
            trades.forgetAfter(),
            fields.mapping("backtest", BACKTEST, MeasureFields::backtest).orElse(null)),
        new OrderPolicy(
            orders.windows(),
            fields.count("minOrders", orders.minOrders(), MOST),
            orders.maxOpenOrders(),
            orders.forgetAfter()),
        new EquityPolicy(
            equity.sessions(),
            fields.count("minSessions", equity.minSessions(), mostSessions),
            new ReturnConvention(
                fields.number("periodsPerYear", equity.convention().periodsPerYear()),
                fields.number("annualRiskFree", equity.convention().annualRiskFree())),
            fields.number("benchmarkSharpe", equity.benchmarkSharpe()),
            fields.number("confidence", equity.confidence()),
            equity.sessionDays(),
            equity.forgetAfter()));
  }

  private static BacktestExpectation backtest(PolicyFields fields) {
    return new BacktestExpectation(
        fields.needed("expectancy", "the mean profit of a trade in the backtest, as 4.2"),
        fields.needed("deviation", "the deviation of a trade's profit in the backtest, as 11"),
        fields.count("trades", 0, Integer.MAX_VALUE));
  }

  static MarketPolicy market(PolicyFields fields) {
    MarketPolicy market = MarketPolicy.DEFAULT;
    ArrivalPolicy arrivals = market.arrivals();
    PricePolicy prices = market.prices();
    return new MarketPolicy(
        new ArrivalPolicy(
            fields.millis("gapFloor", arrivals.gapFloorMillis()),
            fields.number("gapTimes", arrivals.gapTimes()),
            fields.millis("lateFloor", arrivals.lateFloorMillis()),
            fields.number("lateTimes", arrivals.lateTimes()),
            arrivals.overtakenIntervals(),
            fields.millis("lostAfter", arrivals.lostMillis()),
            fields.millis("clockSkew", arrivals.skewMillis())),
        new PricePolicy(
            fields.basisPoints("spikeBasisPoints", prices.spikeFloor()),
            fields.number("spikeDeviations", prices.spikeDeviations()),
            prices.spikeSpreads(),
            prices.spikeQuotes(),
            fields.basisPoints("wideBasisPoints", prices.wideShare()),
            fields.number("wideTimes", prices.wideTimes()),
            fields.number("wideDeviations", prices.wideDeviations()),
            fields.millis("lockedFor", prices.lockedMillis()),
            fields.millis("stuckFloor", prices.stuckFloorMillis()),
            fields.number("stuckTimes", prices.stuckTimes()),
            fields.count("stuckQuotes", prices.stuckQuotes(), MOST)),
        market.volumes(),
        fields.count("learnQuotes", market.learnQuotes(), MOST),
        fields.millis("forgetAfter", market.forgetMillis()),
        market.calendars());
  }

  static WatchedModel model(PolicyFields fields) {
    ModelPolicy model = ModelPolicy.DEFAULT;
    return new WatchedModel(
        new ModelPolicy(
            model.labels(),
            model.windows(),
            fields.count("minLabels", model.minLabels(), model.labels()),
            fields.number("dropRisk", model.dropRisk()),
            model.scores(),
            fields.duration("forgetAfter", model.retention())),
        fields.duration("maxLabelDelay", WatchedModel.DEFAULT.maxLabelDelay()));
  }

  static RequestPolicy requests(PolicyFields fields) {
    RequestPolicy requests = RequestPolicy.DEFAULT;
    return new RequestPolicy(
        requests.windows(),
        fields.count("minRequests", requests.minRequests(), MOST),
        fields.duration("apdexThreshold", requests.apdexThreshold()),
        fields.duration("forgetAfter", requests.forgetAfter()));
  }

  static UserPolicy users(PolicyFields fields) {
    UserPolicy users = UserPolicy.DEFAULT;
    ExperiencePolicy experience = users.experience();
    return new UserPolicy(
        users.window(),
        fields.count("minUsers", users.minUsers(), MOST),
        users.maxFeatures(),
        users.maxFunnels(),
        new ExperiencePolicy(
            experience.window(),
            fields.duration("apdexThreshold", experience.apdexThreshold()),
            fields.count("minEvents", experience.minEvents(), MOST),
            fields.number("apdexWeight", experience.apdexWeight()),
            fields.number("successWeight", experience.successWeight()),
            fields.number("continuedWeight", experience.continuedWeight())),
        users.forgetAfter());
  }
}
