package io.barograph.cli.desk;

import java.util.random.RandomGenerator;

/** One strategy's money and orders. Equity walks at random and is pulled back to what it was. */
final class Strategy {
  private static final double CAPITAL = 1_000_000;
  private static final double LOSS_PER_SECOND = 0.01;
  private static final double RECOVERY_PER_SECOND = 0.015;

  private final String name;
  private final double volatility;
  private final double ordersPerSecond;
  private double equity = CAPITAL;
  private double peak = CAPITAL;
  private long filled;
  private long rejected;

  /**
   * A strategy at its beginning.
   *
   * @param volatility standard deviation of the return per second, such as 0.0002
   */
  Strategy(String name, double volatility, double ordersPerSecond) {
    this.name = name;
    this.volatility = volatility;
    this.ordersPerSecond = ordersPerSecond;
  }

  /** Lets one second pass. */
  void tick(RandomGenerator random, boolean losing, boolean rejecting) {
    double drift = losing ? -LOSS_PER_SECOND : Math.min(RECOVERY_PER_SECOND, drawdownRatio() / 2);
    equity *= 1 + drift + volatility * random.nextGaussian();
    peak = Math.max(peak, equity);
    long orders = Math.round(ordersPerSecond * (0.5 + random.nextDouble()));
    long refused = rejecting ? (orders + 1) / 2 : 0;
    filled += orders - refused;
    rejected += refused;
  }

  String name() {
    return name;
  }

  double equity() {
    return equity;
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
