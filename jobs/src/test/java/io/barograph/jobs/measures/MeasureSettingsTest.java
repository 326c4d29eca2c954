package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import io.barograph.core.service.Request;
import io.barograph.core.strategy.StrategyMeasureKind;
import io.barograph.core.strategy.StrategyPolicy;
import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradeSide;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.promql.rules.PackSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What {@code measures} of a pack says changes what the stages of a job tell. */
class MeasureSettingsTest {
  private static final long START = Instant.parse("2025-03-05T15:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  @Test
  void aBacktestIsComparedWithTheStrategiesThatItMatches() throws Exception {
    Consumer<ToldRecords> story =
        told -> {
          for (int i = 0; i < 80; i++) {
            told.add(trade("carry", i, i % 2 == 0 ? 10 : -10));
            told.add(trade("trend", i, i % 2 == 0 ? 10 : -10));
          }
        };
    String evidence = "barograph_strategy_backtest_evidence_trades";
    String settings =
        """
        strategies:
          - match: {account: live-1, matchers: ['strategy=~"ca.*"']}
            backtest: {expectancy: 8, deviation: 10}
        """;

    assertThat(told("{}", story)).doesNotContainKeys(evidence + " carry", evidence + " trend");
    assertThat(told(settings, story)).doesNotContainKey(evidence + " trend");
    assertThat(told(settings, story).get(evidence + " carry")).isGreaterThan(10_000);
  }

  @Test
  void aSymbolIsSilentAfterTheTimeThatIsSaid() throws Exception {
    Consumer<ToldRecords> story =
        told -> {
          new QuoteStream(told, "CRYPTO24x7", "BTCUSD", START).go(300);
          new QuoteStream(told, "CRYPTO24x7", "ETHUSD", START).go(300);
          told.silenceUntil(START + 340_000);
        };
    String silent = "barograph_market_silent ";
    String settings = "quotes: [{match: {symbol: ETHUSD}, gapFloor: 10s}]";

    assertThat(told("{}", story)).containsEntry(silent + "ETHUSD", 0.0);
    assertThat(told(settings, story))
        .containsEntry(silent + "ETHUSD", 1.0)
        .containsEntry(silent + "BTCUSD", 0.0);
  }

  @Test
  void aSpreadIsWideOverTheBasisPointsThatAreSaid() throws Exception {
    Consumer<ToldRecords> story =
        told -> new QuoteStream(told, "CRYPTO24x7", "BTCUSD", START).go(10);
    String wide = "barograph_market_wide BTCUSD";

    assertThat(told("{}", story)).containsEntry(wide, 0.0);
    assertThat(told("quotes: [{wideBasisPoints: 1}]", story)).containsEntry(wide, 1.0);
    assertThat(told("quotes: [{wideBasisPoints: 4}]", story)).containsEntry(wide, 0.0);
  }

  @Test
  void anOutcomeCountsForAsLongAsIsSaidOfItsModel() throws Exception {
    Consumer<ToldRecords> story =
        told -> {
          for (String model : List.of("slow", "fast")) {
            told.add(
                Prediction.ofClasses(
                    model,
                    START,
                    new ModelKey(model, "1", ""),
                    List.of(new ClassProbability("up", 0.9), new ClassProbability("down", 0.1))));
            told.add(Outcome.ofClass(model, START + 3 * 60 * MINUTE, "up"));
          }
        };
    String labelled = "barograph_model_labelled_total ";
    String settings = "models: [{match: {model: fast}, maxLabelDelay: 2h}]";

    assertThat(told("{}", story)).containsEntry(labelled + "fast", 1.0);
    assertThat(told(settings, story))
        .containsEntry(labelled + "fast", 0.0)
        .containsEntry("barograph_model_unlabelled_total fast", 1.0)
        .containsEntry(labelled + "slow", 1.0);
  }

  @Test
  void usersOfAnEndpointAreSatisfiedWithTheTimeThatIsSaid() throws Exception {
    Consumer<ToldRecords> story =
        told -> {
          for (int i = 0; i < 40; i++) {
            long time = START + i * 1_000L;
            told.add(new Request("desk", "/orders", "POST", 200, 0.3, 1, 2, "ann", time, "r-" + i));
          }
        };
    String apdex = "barograph_api_apdex_ratio desk";
    String settings = "requests: [{match: {service: desk}, apdexThreshold: 200ms}]";

    assertThat(told("{}", story)).containsEntry(apdex, 1.0);
    assertThat(told(settings, story)).containsEntry(apdex, 0.5);
  }

  @Test
  void anotherSettingHoldsAfterARestartForKeysThatAreKnown() throws Exception {
    StrategyMeasureKind before = kind("{}");
    try (MeasureRun<Trade> run = new MeasureRun<>(before, MINUTE, 1)) {
      for (int i = 0; i < 40; i++) {
        run.add(trade("carry", i, -10));
      }
      run.advance(START + 50 * MINUTE);
      assertThat(run.samples()).noneMatch(sample -> sample.contains("backtest"));
      run.restart(kind("strategies: [{backtest: {expectancy: 8, deviation: 10}}]"), 2);
      run.advance(START + 51 * MINUTE);
      assertThat(run.samples())
          .anyMatch(sample -> sample.contains("barograph_strategy_backtest_deviation_ratio"));
    }
  }

  private static StrategyMeasureKind kind(String settings) throws Exception {
    return new StrategyMeasureKind(
        PackSettings.parse("barograph.yml", "measures: {%s}".formatted(inner(settings)))
            .measures()
            .strategies()
            .map(StrategyPolicy::trades));
  }

  private static String inner(String settings) {
    return settings.equals("{}") ? "" : settings;
  }

  /** The newest value of each series, by its metric and its strategy, symbol, model or service. */
  private static Map<String, Double> told(String settings, Consumer<ToldRecords> story)
      throws Exception {
    ToldRecords told = new ToldRecords();
    told.settings(settings);
    story.accept(told);
    Map<String, Double> newest = new TreeMap<>();
    for (IngestedSample sample : told.samples(Duration.ofSeconds(10))) {
      String name = "";
      for (String label : List.of("strategy", "symbol", "model", "service")) {
        name += sample.labels().get(label);
      }
      newest.put(sample.labels().metricName() + " " + name, sample.value());
    }
    return newest;
  }

  private static Trade trade(String strategy, int number, double pnl) {
    long close = START + number * MINUTE;
    return new Trade(
        "live-1",
        strategy,
        "t-" + number,
        "ACME",
        "XNYS",
        TradeSide.BUY,
        1,
        100,
        100,
        pnl,
        close - MINUTE,
        close,
        1);
  }
}
