package io.barograph.core.strategy;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.window.ElementWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The trades of one account and strategy: the figures of {@link StrategyMetric} that are made of
 * trades, over windows by time and by count and since the first trade. A trade counts at the time
 * at which it closed, in every window once; one that came late counts in a window by count as the
 * newest, and in one by time where its time still lies. Not thread-safe.
 */
public final class StrategyMeasure implements Measure<Trade> {
  private static final int VERSION = 2;

  /** The version that knows no test against a backtest. */
  private static final int WITHOUT_TEST = 1;

  private static final double MILLIS = 1_000;

  private final String account;
  private final String strategy;
  private final TradePolicy policy;
  private final StrategySeries series;
  private final List<TradeWindow> windows = new ArrayList<>();
  private TradeSummary all = new TradeSummary();
  private long newest = Long.MIN_VALUE;

  /** Null without a backtest. */
  private BacktestShortfall backtest;

  StrategyMeasure(String account, String strategy, TradePolicy policy) {
    this.account = account;
    this.strategy = strategy;
    this.policy = policy;
    this.backtest = policy.backtest() == null ? null : new BacktestShortfall(policy.backtest());
    this.series = new StrategySeries(account, strategy, policy.labels());
    policy.windows().forEach(span -> windows.add(BucketedTrades.ofTime(span)));
    policy.counts().forEach(count -> windows.add(ofCount(count)));
  }

  private static TradeWindow ofCount(int count) {
    return count <= ElementWindow.MAX_ELEMENTS
        ? new LastTrades(count)
        : BucketedTrades.ofCount(count);
  }

  @Override
  public void add(Trade trade) {
    all.add(trade);
    for (TradeWindow window : windows) {
      window.add(trade, all.count());
    }
    if (backtest != null) {
      backtest.add(trade.pnl());
    }
    newest = Math.max(newest, trade.closeTime());
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    series.begin(out);
    if (!isSpent(tick)) {
      long[] trades = new long[windows.size() + 1];
      for (int i = 0; i < windows.size(); i++) {
        TradeWindow.View view = windows.get(i).upTo(tick, all.count());
        put(i + 1, view.summary());
        put(i + 1, view);
        trades[i] = view.summary().count();
      }
      put(windows.size() + 1, all);
      trades[windows.size()] = all.count();
      putLossStreak(trades);
      if (backtest != null && all.count() >= policy.minTrades()) {
        series.put(StrategyMetric.BACKTEST_EVIDENCE, StrategySeries.NO_WINDOW, backtest.trades());
      }
      series.put(
          StrategyMetric.LAST_TRADE_AGE,
          StrategySeries.NO_WINDOW,
          Math.max(0, tick - newest) / MILLIS);
    }
    series.end();
  }

  private void put(int window, TradeSummary summary) {
    TradeFigures figures = new TradeFigures(summary);
    series.put(StrategyMetric.TRADES, window, summary.count());
    if (summary.count() == 0) {
      return;
    }
    series.put(StrategyMetric.PNL, window, summary.gained() - summary.paid());
    series.put(StrategyMetric.CONSECUTIVE_LOSSES, window, figures.consecutiveLosses());
    series.put(StrategyMetric.LONGEST_LOSSES, window, figures.longestLosses());
    series.put(StrategyMetric.PNL_DRAWDOWN, window, summary.largestFall());
    series.put(StrategyMetric.CURRENT_PNL_DRAWDOWN, window, summary.currentFall());
    if (summary.count() < policy.minTrades()) {
      return;
    }
    series.put(StrategyMetric.WIN_RATIO, window, figures.winRate());
    series.put(StrategyMetric.PROFIT_FACTOR, window, figures.profitFactor());
    series.put(StrategyMetric.PAYOFF_RATIO, window, figures.payoffRatio());
    series.put(StrategyMetric.EXPECTANCY, window, figures.expectancy());
    series.put(StrategyMetric.EXPECTANCY_RATIO, window, figures.expectancyRatio());
    series.put(StrategyMetric.RECOVERY_FACTOR, window, figures.recoveryFactor());
    series.put(StrategyMetric.SYSTEM_QUALITY, window, figures.systemQuality(1));
    series.put(StrategyMetric.EDGE_PROBABILITY, window, figures.edgeProbability());
    if (policy.backtest() != null) {
      series.put(
          StrategyMetric.BACKTEST_DEVIATION,
          window,
          policy.backtest().errorsOff(summary.pnl().mean(), summary.count()));
    }
  }

  /**
   * The streak is that of all trades, and so is how often the strategy loses.
   *
   * @param trades how many each window holds
   */
  private void putLossStreak(long[] trades) {
    LossStreak streak = LossStreak.of(all);
    if (streak.before() < policy.minTrades()) {
      return;
    }
    for (int i = 0; i < trades.length; i++) {
      if (trades[i] > 0) {
        series.put(
            StrategyMetric.LOSS_STREAK_PROBABILITY, i + 1, streak.probabilityAmong(trades[i]));
      }
    }
  }

  private void put(int window, TradeWindow.View view) {
    TradeSummary summary = view.summary();
    if (view.spanMillis() > 0) {
      series.put(StrategyMetric.TURNOVER, window, summary.turnover());
      series.put(StrategyMetric.EXPOSURE, window, summary.heldValueMillis() / view.spanMillis());
    }
    if (summary.slippage().count() >= policy.minTrades()) {
      series.put(StrategyMetric.SLIPPAGE, window, summary.slippage().mean());
      series.put(StrategyMetric.SLIPPAGE_P95, window, view.slippage().applyAsDouble(0.95));
    }
    if (view.latencies() >= policy.minTrades()) {
      series.put(
          StrategyMetric.FILL_LATENCY_P50,
          window,
          view.latencyMillis().applyAsDouble(0.5) / MILLIS);
      series.put(
          StrategyMetric.FILL_LATENCY_P99,
          window,
          view.latencyMillis().applyAsDouble(0.99) / MILLIS);
    }
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest >= policy.forgetAfter().toMillis();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(account);
    out.writeUTF(strategy);
    out.writeLong(newest);
    all.write(out);
    series.write(out);
    out.writeByte(policy.windows().size());
    for (int i = 0; i < policy.windows().size(); i++) {
      out.writeLong(policy.windows().get(i).toMillis());
      windows.get(i).write(out);
    }
    out.writeByte(policy.counts().size());
    for (int i = 0; i < policy.counts().size(); i++) {
      out.writeInt(policy.counts().get(i));
      windows.get(policy.windows().size() + i).write(out);
    }
    out.writeBoolean(backtest != null);
    if (backtest != null) {
      backtest.write(out);
    }
  }

  /** Reads what was written, be it under another policy: a window that is new begins empty. */
  static StrategyMeasure read(DataInput in, PolicyBook<TradePolicy> policies) throws IOException {
    int version = in.readUnsignedByte();
    if (version != WITHOUT_TEST) {
      Versions.require(VERSION, version, "strategy measure");
    }
    String account = in.readUTF();
    String strategy = in.readUTF();
    TradePolicy policy = policies.of(StrategyKey.labels(account, strategy));
    StrategyMeasure measure = new StrategyMeasure(account, strategy, policy);
    measure.newest = in.readLong();
    measure.all = TradeSummary.read(in);
    measure.series.read(in);
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      Duration span = Duration.ofMillis(in.readLong());
      TradeWindow window = BucketedTrades.ofTime(span);
      window.read(in);
      measure.keep(window, policy.windows().indexOf(span), 0);
    }
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      int count = in.readInt();
      TradeWindow window = ofCount(count);
      window.read(in);
      measure.keep(window, policy.counts().indexOf(count), policy.windows().size());
    }
    if (version != WITHOUT_TEST && in.readBoolean()) {
      measure.backtest = BacktestShortfall.read(in, policy.backtest());
    }
    return measure;
  }

  private void keep(TradeWindow window, int place, int from) {
    if (place >= 0) {
      windows.set(from + place, window);
    }
  }
}
