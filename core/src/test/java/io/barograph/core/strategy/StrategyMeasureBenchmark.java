package io.barograph.core.strategy;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a trade costs in all windows of the default policy (an hour and a day by buckets, the last
 * 100 trades, and all since the first), round robin over strategies, and what sampling a strategy
 * costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class StrategyMeasureBenchmark {
  private static final int TRADES = 4_096;
  private static final long START = 1_700_000_000_000L;
  private static final long STEP_MILLIS = 250;

  @Param({"1", "1000"})
  int strategies;

  private StrategyMeasure[] measures;
  private Trade[] trades;
  private long time;
  private int next;

  @Setup
  public void begin() {
    measures = new StrategyMeasure[strategies];
    for (int i = 0; i < strategies; i++) {
      measures[i] = new StrategyMeasure("main", "s" + i, TradePolicy.DEFAULT);
    }
    time = START;
    trades = new Trade[TRADES];
    for (int i = 0; i < TRADES; i++) {
      trades[i] = trade(i, time);
    }
    for (int i = 0; i < 100_000; i++) {
      update();
    }
  }

  private static Trade trade(int i, long close) {
    return new Trade(
        "main",
        "s",
        "t-" + i,
        "BTC",
        "X",
        i % 2 == 0 ? TradeSide.BUY : TradeSide.SELL,
        1,
        100,
        100 + Math.sin(i) / 10,
        Math.cos(7 * i),
        close - 60_000,
        close,
        20 + i * 31 % 400);
  }

  /** A trade into its buckets. */
  @Benchmark
  public void update() {
    Trade trade = trades[next % TRADES];
    time += STEP_MILLIS;
    Trade now =
        new Trade(
            trade.account(),
            trade.strategy(),
            trade.id(),
            trade.symbol(),
            trade.venue(),
            trade.side(),
            trade.quantity(),
            trade.decisionPrice(),
            trade.fillPrice(),
            trade.pnl(),
            time - 60_000,
            time,
            trade.fillLatencyMillis());
    measures[next % strategies].add(now);
    next++;
  }

  /** All samples of a strategy. */
  @Benchmark
  public void sample(Blackhole hole) {
    measures[next++ % strategies].sample(
        time,
        (labels, value) -> {
          hole.consume(labels);
          hole.consume(value);
        });
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include(StrategyMeasureBenchmark.class.getSimpleName()).build())
        .run();
  }
}
