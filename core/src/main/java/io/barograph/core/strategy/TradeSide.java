package io.barograph.core.strategy;

/** Which way a trade was opened. */
public enum TradeSide {
  BUY(1),
  SELL(-1);

  private final int sign;

  TradeSide(int sign) {
    this.sign = sign;
  }

  /** 1 for what wins by a rising price, -1 for what wins by a falling one. */
  public int sign() {
    return sign;
  }
}
