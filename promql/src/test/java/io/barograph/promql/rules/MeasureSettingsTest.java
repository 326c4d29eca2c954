package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import io.barograph.core.market.MarketPolicy;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.prediction.WatchedModel;
import io.barograph.core.returns.ReturnConvention;
import io.barograph.core.strategy.BacktestExpectation;
import io.barograph.core.strategy.StrategyPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code measures} in {@code barograph.yml} says of how records are judged. */
class MeasureSettingsTest {
  @Test
  void theFirstEntryThatMatchesHoldsAndSaysOnlyWhatItSays() throws Exception {
    MeasurePolicies measures =
        measures(
            """
            strategies:
              - match: {account: live-1, strategy: carry}
                backtest: {expectancy: 4.5, deviation: 11, trades: 400}
                minTrades: 50
              - match: {matchers: ['strategy=~"crypto-.*"', 'account!="test"']}
                periodsPerYear: 365
                annualRiskFree: 0.04
              - minTrades: 20
            """);
    StrategyPolicy carry = strategy(measures, "live-1", "carry");

    assertThat(carry.trades().backtest()).isEqualTo(new BacktestExpectation(4.5, 11, 400));
    assertThat(carry.trades().minTrades()).isEqualTo(50);
    assertThat(carry.equity()).isEqualTo(StrategyPolicy.DEFAULT.equity());
    assertThat(strategy(measures, "live-2", "crypto-7").equity().convention())
        .isEqualTo(new ReturnConvention(365, 0.04));
    assertThat(strategy(measures, "live-2", "crypto-7").trades())
        .isEqualTo(StrategyPolicy.DEFAULT.trades());
    assertThat(strategy(measures, "test", "crypto-7").trades().minTrades()).isEqualTo(20);
    assertThat(measures.quotes()).isEqualTo(MeasurePolicies.DEFAULT.quotes());
  }

  @Test
  void everyKindOfRecordIsJudgedByItsEntries() throws Exception {
    MeasurePolicies measures =
        measures(
            """
            quotes:
              - match: {venue: BINANCE}
                gapFloor: 10s
                wideBasisPoints: 25
                lockedFor: 500ms
                clockSkew: 0s
                spikeBasisPoints: 50
            models:
              - match: {model: direction}
                maxLabelDelay: 2d
                dropRisk: 0.001
                minLabels: 50
            requests:
              - match: {service: orders, method: POST}
                apdexThreshold: 200ms
            users:
              - match: {service: shop}
                apdexThreshold: 3s
                minUsers: 10
                continuedWeight: 0
            """);
    MarketPolicy market = measures.quotes().of(Labels.of("venue", "BINANCE", "symbol", "BTC"));
    WatchedModel model = measures.models().of(Labels.of("model", "direction", "version", "7"));

    assertThat(market.arrivals().gapFloorMillis()).isEqualTo(10_000);
    assertThat(market.arrivals().skewMillis()).isZero();
    assertThat(market.prices().wideShare()).isEqualTo(0.0025);
    assertThat(market.prices().spikeFloor()).isEqualTo(0.005);
    assertThat(market.prices().lockedMillis()).isEqualTo(500);
    assertThat(model.maxLabelDelay()).isEqualTo(Duration.ofDays(2));
    assertThat(model.policy().dropRisk()).isEqualTo(0.001);
    assertThat(model.policy().minLabels()).isEqualTo(50);
    assertThat(
            measures
                .requests()
                .of(Labels.of("service", "orders", "endpoint", "/", "method", "POST"))
                .apdexThreshold())
        .isEqualTo(Duration.ofMillis(200));
    assertThat(measures.users().of(Labels.of("service", "shop")).minUsers()).isEqualTo(10);
    assertThat(measures.users().of(Labels.of("service", "shop")).experience().continuedWeight())
        .isZero();
  }

  @Test
  void whatIsWrongIsToldWithPlaceFieldAndValue() {
    assertWrong(
        "strategies: [{match: {strategy: a}, backtest: {expectancy: 4, deviation: 0}}]",
        "barograph.yml:2:76: measures.strategies 1, field \"deviation\": deviation must be finite"
            + " and > 0, was 0.0");
    assertWrong(
        "strategies: [{backtest: {deviation: 4}}]",
        "barograph.yml:2:27: measures.strategies 1, field \"expectancy\": must be set: the mean"
            + " profit of a trade in the backtest, as 4.2");
    assertWrong(
        "strategies: [{minTrades: 500}]",
        "field \"minTrades\": must be a whole number of at most 100, was \"500\"");
    assertWrong(
        "strategies: [{confidence: 95}]",
        "field \"confidence\": confidence must be between 0 and 1, was 95.0");
    assertWrong(
        "quotes: [{gapTimes: often}]",
        "field \"gapTimes\": must be a number, as 2.5, was \"often\"");
    assertWrong(
        "quotes: [{wideBasisPoints: -1}]",
        "field \"wideBasisPoints\": must be >= 0 basis points, was -1");
    assertWrong(
        "quotes: [{match: {strategy: a}, gapTimes: 2}]",
        "field \"strategy\": is unknown in match: remove it, or use one of venue, symbol,"
            + " matchers");
    assertWrong(
        "quotes: [{match: {matchers: ['strategy=\"a\"']}}]",
        "field \"matchers\": must be on venue, symbol, was strategy=\"a\"");
    assertWrong("models: [{maxLabelDelay: 0s}]", "must be over 0s, as 30s or 1h30m");
    assertWrong(
        "models: [{}, {match: {model: a}}]",
        "measures.models 2, field \"match\": comes to nothing: the entry before takes all, put it"
            + " behind");
    assertWrong("users: [{apdexThreshold: 2h}]", "field \"apdexThreshold\"");
    assertWrong("orders: []", "use one of strategies, quotes, models, requests, users");
  }

  @Test
  void everyFieldStandsInTheMeasuresPage() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "measures.md"));
    List<String> fields = new ArrayList<>();
    fields.addAll(MeasureFields.STRATEGY);
    fields.addAll(MeasureFields.QUOTE);
    fields.addAll(MeasureFields.MODEL);
    fields.addAll(MeasureFields.REQUEST);
    fields.addAll(MeasureFields.USER);
    MeasureFields.BACKTEST.forEach(field -> fields.add("backtest." + field));
    fields.remove("backtest");

    assertThat(fields).allMatch(field -> page.contains("`" + field + "`"));
  }

  private static void assertWrong(String measures, String message) {
    assertThatThrownBy(() -> measures(measures))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(message);
  }

  private static StrategyPolicy strategy(MeasurePolicies from, String account, String strategy) {
    return from.strategies().of(Labels.of("account", account, "strategy", strategy));
  }

  private static MeasurePolicies measures(String yaml) throws RuleFileException {
    return PackSettings.parse("barograph.yml", "measures:\n" + yaml.indent(2)).measures();
  }
}
