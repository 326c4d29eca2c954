package io.barograph.cli.demo;

import io.barograph.cli.desk.DeskFault;
import java.util.List;
import java.util.Optional;

/** A fault that the demonstration causes, and the alert that must follow from it. */
public enum Fault {
  /** All processors of this machine are kept busy. */
  HOST_CPU("HostCpuHigh", "every processor of this machine is kept busy", null, null),
  /** A strategy loses money. */
  STRATEGY_LOSS(
      "StrategyDrawdown", "strategy momentum loses money", DeskFault.MOMENTUM_LOSES, null),
  /** A service logs errors. */
  ERROR_BURST(
      "OrderGatewayErrorBurst",
      "order-gateway logs errors",
      DeskFault.ORDER_GATEWAY_FAILS,
      "OrderLatencyHigh"),
  /** A quote feed goes silent. */
  STALE_QUOTES("QuotesStale", "the quotes of EURUSD stop", DeskFault.QUOTES_STOP, null),
  /** A model is wrong. */
  STALE_MODEL(
      "SignalModelDegraded",
      "model direction is mostly wrong about BTCUSD",
      DeskFault.MODEL_GOES_STALE,
      null);

  private final String alertName;
  private final String sentence;
  private final DeskFault deskFault;
  private final String otherAlertName;

  Fault(String alertName, String sentence, DeskFault deskFault, String otherAlertName) {
    this.alertName = alertName;
    this.sentence = sentence;
    this.deskFault = deskFault;
    this.otherAlertName = otherAlertName;
  }

  /** The {@code alertname} of the alert that must fire and resolve. */
  public String alertName() {
    return alertName;
  }

  /** The {@code alertname} of all alerts that tell of it, first the one that must. */
  public List<String> alertNames() {
    return otherAlertName == null ? List.of(alertName) : List.of(alertName, otherAlertName);
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
