package io.barograph.cli.demo;

import io.barograph.cli.desk.DeskFault;
import java.util.Optional;

/** A fault that the demonstration causes, and the alert that must follow from it. */
public enum Fault {
  /** All processors of this machine are kept busy. */
  HOST_CPU("HostCpuHigh", "every processor of this machine is kept busy", null),
  /** A strategy loses money. */
  STRATEGY_LOSS("StrategyDrawdown", "strategy momentum loses money", DeskFault.MOMENTUM_LOSES),
  /** A service logs errors. */
  ERROR_BURST("OrderGatewayErrorBurst", "order-gateway logs errors", DeskFault.ORDER_GATEWAY_FAILS),
  /** A quote feed goes silent. */
  STALE_QUOTES("QuotesStale", "the quotes of EURUSD stop", DeskFault.QUOTES_STOP),
  /** A model is wrong. */
  STALE_MODEL(
      "SignalModelDegraded",
      "model direction is mostly wrong about BTCUSD",
      DeskFault.MODEL_GOES_STALE);

  private final String alertName;
  private final String sentence;
  private final DeskFault deskFault;

  Fault(String alertName, String sentence, DeskFault deskFault) {
    this.alertName = alertName;
    this.sentence = sentence;
    this.deskFault = deskFault;
  }

  /** The {@code alertname} of the alert that must fire and resolve. */
  public String alertName() {
    return alertName;
  }

  /** What happens, for people. */
  public String sentence() {
    return sentence;
  }

  /** What goes wrong on the desk; empty for a fault of the host. */
  public Optional<DeskFault> deskFault() {
    return Optional.ofNullable(deskFault);
  }
}
