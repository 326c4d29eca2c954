package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trades per second from a preloaded topic with the producer stopped, on real processes: a thousand
 * strategies of a hundred trades a second of event time each, every measure of each strategy every
 * five seconds, and rules on three of them.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=TradesThroughputBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TradesThroughputBenchmark {
  private static final int STRATEGIES = Integer.getInteger("benchmark.strategies", 1_000);
  private static final int TRADES = Integer.getInteger("benchmark.trades", 12_000_000);
  private static final int TRADES_PER_MILLI = 100;

  @TempDir private static Path folder;

  private Installation installation;
  private Stack stack;

  @BeforeAll
  void start() throws Exception {
    installation = TestInstallation.get();
    stack = TestStack.startWithoutElasticsearch(installation, folder);
  }

  @AfterAll
  void stop() throws Exception {
    stack.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void tradesPerSecond(String profile) throws Exception {
    String prefix = "bench-trades-" + profile + ".";
    Path rules = Files.writeString(folder.resolve("trades.yml"), rules());
    try (JobTopics topics = JobTopics.compressed(stack.ports().kafkaAddress(), prefix)) {
      produce(topics);
      RunningJob job =
          RunningJob.submit(
              stack,
              installation,
              folder,
              """
              kafka.bootstrap.servers: %s
              kafka.group-id: %s
              topics.prefix: %s
              inputs: [metrics]
              inputs.metrics.format: trades
              rules.paths: %s
              rules.evaluation-interval: 15 s
              state.profile: %s
              state.checkpoint-interval: 2 s
              """
                  .formatted(stack.ports().kafkaAddress(), prefix, prefix, rules, profile));
      double rate = ThroughputBenchmark.measure(topics, prefix, TRADES, 0.5);
      job.cancel();
      System.out.printf("throughput: trades, %s: %,.0f trades/s%n", profile, rate);
      assertThat(rate).isPositive();
    }
  }

  private static void produce(JobTopics topics) throws InterruptedException {
    long start = System.currentTimeMillis() - 3_600_000;
    for (int i = 0; i < TRADES; i++) {
      int strategy = i % STRATEGIES;
      long time = start + i / TRADES_PER_MILLI;
      int pnl = (i * 31 + i / STRATEGIES) % 201 - 95;
      String trade =
          ("{\"account\":\"a\",\"strategy\":\"s%04d\",\"id\":\"t-%d\",\"symbol\":\"BTCUSD\","
                  + "\"venue\":\"24x7\",\"side\":\"buy\",\"qty\":2,\"decision_price\":100.0,"
                  + "\"fill_price\":100.0%d,\"pnl\":%d.5,\"open_time\":%d,\"close_time\":%d,"
                  + "\"fill_latency_ms\":%d}")
              .formatted(strategy, i, i % 9 + 1, pnl, time - 60_000, time, 3 + i % 40);
      topics.record(strategy % 4, trade.getBytes(StandardCharsets.UTF_8));
    }
    topics.flush();
  }

  private static String rules() {
    return """
        groups:
        - name: trades
          rules:
          - alert: LossStreak
            expr: barograph_strategy_consecutive_losses{window="1h"} > 8
          - alert: WinsRarely
            expr: barograph_strategy_win_ratio{window="1h"} < 0.3
          - alert: SlowFills
            expr: barograph_strategy_fill_latency_seconds{window="1h",quantile="0.99"} > 0.1
        """;
  }
}
