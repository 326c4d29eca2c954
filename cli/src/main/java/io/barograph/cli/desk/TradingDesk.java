package io.barograph.cli.desk;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Three strategies, four symbols and three services, advanced one second at a time.
 *
 * <p>The same seed, times and faults give the same ticks. Not safe for use by several threads.
 */
public final class TradingDesk {
  private static final List<String> SYMBOLS = List.of("AAPL", "BTCUSD", "EURUSD", "MSFT");
  private static final String FAULTY_SYMBOL = "EURUSD";
  private static final int LINES_PER_SECOND = 8;
  private static final int ERRORS_PER_SECOND = 30;

  private final RandomGenerator random;
  private final List<Strategy> strategies =
      List.of(
          new Strategy("market-making", 0.0001, 40),
          new Strategy("mean-reversion", 0.0002, 12),
          new Strategy("momentum", 0.0003, 8));
  private final Map<String, Double> quoteAges = new LinkedHashMap<>();
  private long requests;

  /** A desk at its beginning. */
  public TradingDesk(long seed) {
    this.random = new SplittableRandom(seed);
    SYMBOLS.forEach(symbol -> quoteAges.put(symbol, 0.0));
  }

  /**
   * Lets one second pass.
   *
   * @param nowMillis the event time of everything in the tick, milliseconds since the epoch
   * @param faults what goes wrong in this second
   */
  public DeskTick tick(long nowMillis, Set<DeskFault> faults) {
    boolean gatewayFails = faults.contains(DeskFault.ORDER_GATEWAY_FAILS);
    List<Sample> samples = new ArrayList<>();
    for (Strategy strategy : strategies) {
      boolean losing =
          strategy.name().equals("momentum") && faults.contains(DeskFault.MOMENTUM_LOSES);
      strategy.tick(random, losing, gatewayFails);
      addStrategy(samples, nowMillis, strategy);
    }
    addQuotes(samples, nowMillis, faults.contains(DeskFault.QUOTES_STOP));
    double latency = (gatewayFails ? 0.250 : 0.004) * (1 + 0.2 * random.nextDouble());
    samples.add(
        sample("desk_order_latency_seconds", nowMillis, latency, "service", "order-gateway"));
    samples.add(sample("up", nowMillis, 1, "service", "order-gateway"));
    return new DeskTick(samples, lines(nowMillis, gatewayFails));
  }

  private void addStrategy(List<Sample> samples, long nowMillis, Strategy strategy) {
    String name = strategy.name();
    samples.add(
        sample("desk_equity", nowMillis, strategy.equity(), "account", "demo-1", "strategy", name));
    samples.add(
        sample("desk_drawdown_ratio", nowMillis, strategy.drawdownRatio(), "strategy", name));
    samples.add(orders(nowMillis, name, "filled", strategy.filled()));
    samples.add(orders(nowMillis, name, "rejected", strategy.rejected()));
  }

  private static Sample orders(long nowMillis, String strategy, String outcome, long count) {
    return sample(
        "desk_orders_total", nowMillis, (double) count, "outcome", outcome, "strategy", strategy);
  }

  private void addQuotes(List<Sample> samples, long nowMillis, boolean stopped) {
    for (String symbol : SYMBOLS) {
      boolean silent = stopped && symbol.equals(FAULTY_SYMBOL);
      double age = silent ? quoteAges.get(symbol) + 1 : 0.3 * random.nextDouble();
      quoteAges.put(symbol, age);
      samples.add(sample("desk_quote_age_seconds", nowMillis, age, "symbol", symbol));
    }
  }

  private List<LogRecord> lines(long nowMillis, boolean gatewayFails) {
    List<LogRecord> lines = new ArrayList<>();
    for (int i = 0; i < LINES_PER_SECOND; i++) {
      lines.add(line(nowMillis, "INFO", "order-gateway", "order accepted in " + millis() + " ms"));
    }
    lines.add(line(nowMillis, "INFO", "pricing", "priced " + SYMBOLS.size() + " symbols"));
    lines.add(line(nowMillis, "INFO", "risk", "limits checked in " + millis() + " ms"));
    if (random.nextInt(50) == 0) {
      lines.add(line(nowMillis, "WARN", "risk", "exposure of momentum above its soft limit"));
    }
    if (gatewayFails) {
      for (int i = 0; i < ERRORS_PER_SECOND; i++) {
        lines.add(line(nowMillis, "ERROR", "order-gateway", "venue refused order: session closed"));
      }
    }
    return lines;
  }

  private int millis() {
    return 2 + random.nextInt(5);
  }

  private LogRecord line(long nowMillis, String level, String service, String message) {
    String user = "trader-" + random.nextInt(1, 6);
    return new LogRecord(
        nowMillis, level, service, user, "req-" + ++requests, message, Map.of("desk", "demo"));
  }

  private static Sample sample(
      String metric, long nowMillis, double value, String... namesAndValues) {
    Labels.Builder labels = Labels.builder();
    labels.set(Labels.METRIC_NAME, metric).set("job", "desk");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Sample.of(labels.build(), nowMillis, value);
  }
}
