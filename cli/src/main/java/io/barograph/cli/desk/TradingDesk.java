package io.barograph.cli.desk;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Three strategies, four symbols, a model and three services, advanced one second at a time.
 *
 * <p>The same seed, times and faults give the same ticks. Not safe for use by several threads.
 */
public final class TradingDesk {
  private static final int LINES_PER_SECOND = 8;
  private static final int ERRORS_PER_SECOND = 30;

  private final RandomGenerator random;
  private final List<Strategy> strategies =
      List.of(
          new Strategy("market-making", "EURUSD", 0.0001, 40),
          new Strategy("mean-reversion", "AAPL", 0.0002, 12),
          new Strategy("momentum", "BTCUSD", 0.0003, 8));
  private final Market market = new Market();
  private final SignalModel model = new SignalModel();
  private final Gateway gateway = new Gateway();
  private final DeskServices services = new DeskServices();
  private final PriceService prices = new PriceService();
  private long requests;

  /** A desk at its beginning. */
  public TradingDesk(long seed) {
    this.random = new SplittableRandom(seed);
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
    List<DeskRecord> records = new ArrayList<>();
    market.tick(nowMillis, faults.contains(DeskFault.QUOTES_STOP), random, records);
    for (Strategy strategy : strategies) {
      boolean losing =
          strategy.name().equals("momentum") && faults.contains(DeskFault.MOMENTUM_LOSES);
      strategy.tick(nowMillis, market, random, losing, gatewayFails, records);
      samples.add(orders(nowMillis, strategy.name(), "filled", strategy.filled()));
      samples.add(orders(nowMillis, strategy.name(), "rejected", strategy.rejected()));
    }
    gateway.tick(nowMillis, gatewayFails, random, records);
    services.tick(nowMillis, gatewayFails, records);
    prices.tick(nowMillis, records);
    model.tick(nowMillis, faults.contains(DeskFault.MODEL_GOES_STALE), random, records);
    double latency = (gatewayFails ? 0.250 : 0.004) * (1 + 0.2 * random.nextDouble());
    samples.add(
        sample("desk_order_latency_seconds", nowMillis, latency, "service", "order-gateway"));
    samples.add(sample("up", nowMillis, 1, "service", "order-gateway"));
    return new DeskTick(samples, lines(nowMillis, gatewayFails), records);
  }

  private static Sample orders(long nowMillis, String strategy, String outcome, long count) {
    return sample(
        "desk_orders_total", nowMillis, (double) count, "outcome", outcome, "strategy", strategy);
  }

  private List<LogRecord> lines(long nowMillis, boolean gatewayFails) {
    List<LogRecord> lines = new ArrayList<>();
    for (int i = 0; i < LINES_PER_SECOND; i++) {
      lines.add(line(nowMillis, "INFO", "order-gateway", "order accepted in " + millis() + " ms"));
    }
    lines.add(line(nowMillis, "INFO", "pricing", "priced " + market.symbols() + " symbols"));
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
