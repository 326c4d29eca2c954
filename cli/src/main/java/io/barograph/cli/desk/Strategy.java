package io.barograph.cli.desk;

import io.barograph.formats.record.BusinessFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One strategy's money and orders. Equity walks at random and is pulled back to what it was. */
final class Strategy {
  private static final double CAPITAL = 1_000_000;
  private static final double LOSS_PER_SECOND = 0.01;
  private static final double RECOVERY_PER_SECOND = 0.015;
  private static final String ACCOUNT = "demo-1";

  /** A trade is of one to ten of these; thirty are open at a time, a sixth of the capital. */
  private static final double LOT = 1_000;

  /** Of the orders of a second, so many are told one by one. */
  private static final int ORDERS_TOLD = 5;

  private final String name;
  private final String symbol;
  private final double volatility;
  private final double ordersPerSecond;
  private double equity = CAPITAL;
  private double peak = CAPITAL;
  private long filled;
  private long rejected;

  /**
   * A strategy at its beginning.
   *
   * @param symbol what it trades
   * @param volatility standard deviation of the return per second, such as 0.0002
   */
  Strategy(String name, String symbol, double volatility, double ordersPerSecond) {
    this.name = name;
    this.symbol = symbol;
    this.volatility = volatility;
    this.ordersPerSecond = ordersPerSecond;
  }

  /** Lets one second pass. */
  void tick(
      long now,
      Market market,
      RandomGenerator random,
      boolean losing,
      boolean rejecting,
      List<DeskRecord> records) {
    double before = equity;
    double drift = losing ? -LOSS_PER_SECOND : Math.min(RECOVERY_PER_SECOND, drawdownRatio() / 2);
    equity *= 1 + drift + volatility * random.nextGaussian();
    peak = Math.max(peak, equity);
    long orders = Math.round(ordersPerSecond * (0.5 + random.nextDouble()));
    long refused = rejecting ? (orders + 1) / 2 : 0;
    filled += orders - refused;
    rejected += refused;
    records.add(
        DeskRecord.of(
            BusinessFormat.EQUITY,
            name,
            now,
            Map.of(
                "account",
                ACCOUNT,
                "strategy",
                name,
                "venue",
                Market.VENUE,
                "time",
                now,
                "equity",
                equity)));
    for (int i = 0; i < Math.min(orders, ORDERS_TOLD); i++) {
      tell(now, "o-" + now + "-" + i, i < refused ? "rejected" : "filled", records);
    }
    records.add(trade(now, market, equity - before, random));
  }

  private void tell(long now, String id, String end, List<DeskRecord> records) {
    for (String state : List.of("submitted", end)) {
      records.add(
          DeskRecord.of(
              BusinessFormat.ORDERS,
              name,
              now,
              Map.of(
                  "account",
                  ACCOUNT,
                  "strategy",
                  name,
                  "id",
                  id,
                  "symbol",
                  symbol,
                  "venue",
                  Market.VENUE,
                  "state",
                  state,
                  "time",
                  now)));
    }
  }

  /** The trade that was closed in this second; it made what the second made. */
  private DeskRecord trade(long now, Market market, double pnl, RandomGenerator random) {
    double decision = market.price(symbol);
    Map<String, Object> trade = new TreeMap<>();
    trade.put("account", ACCOUNT);
    trade.put("strategy", name);
    trade.put("id", "t-" + now);
    trade.put("symbol", symbol);
    trade.put("venue", Market.VENUE);
    trade.put("side", random.nextBoolean() ? "buy" : "sell");
    trade.put("qty", LOT * (1 + random.nextInt(10)) / decision);
    trade.put("decision_price", decision);
    trade.put("fill_price", decision * (1 + 0.0001 * random.nextDouble()));
    trade.put("pnl", pnl);
    trade.put("open_time", now - 30_000);
    trade.put("close_time", now);
    trade.put("fill_latency_ms", 2 + 6 * random.nextDouble());
    return DeskRecord.of(BusinessFormat.TRADES, name, now, trade);
  }

  String name() {
    return name;
  }

  /** How far equity lies below its highest, 0 to 1. */
  double drawdownRatio() {
    return 1 - equity / peak;
  }

  long filled() {
    return filled;
  }

  long rejected() {
    return rejected;
  }
}
