package io.barograph.cli.desk;

/** What can go wrong on the desk. */
public enum DeskFault {
  /** The strategy {@code momentum} loses a hundredth of its equity each second. */
  MOMENTUM_LOSES,
  /** The service {@code order-gateway} logs thirty errors a second and rejects orders. */
  ORDER_GATEWAY_FAILS,
  /** No quote of {@code EURUSD} arrives any more. */
  QUOTES_STOP,
  /** The model {@code direction} is wrong more often than right about {@code BTCUSD}. */
  MODEL_GOES_STALE
}
