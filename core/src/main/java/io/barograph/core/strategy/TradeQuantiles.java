package io.barograph.core.strategy;

import io.barograph.core.statistics.QuantileSketch;
import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Sketches of slippage and fill latency of a run of trades. Not thread-safe. */
final class TradeQuantiles implements Summary<TradeQuantiles> {
  private final QuantileSketch slippage;
  private final QuantileSketch latency;

  TradeQuantiles() {
    this(new QuantileSketch(), new QuantileSketch());
  }

  private TradeQuantiles(QuantileSketch slippage, QuantileSketch latency) {
    this.slippage = slippage;
    this.latency = latency;
  }

  void add(Trade trade) {
    double points = trade.slippageBasisPoints();
    if (Double.isFinite(points)) {
      slippage.add(points);
    }
    if (Double.isFinite(trade.fillLatencyMillis())) {
      latency.add(trade.fillLatencyMillis());
    }
  }

  @Override
  public void merge(TradeQuantiles later) {
    slippage.merge(later.slippage);
    latency.merge(later.latency);
  }

  /** In basis points. */
  QuantileSketch slippage() {
    return slippage;
  }

  /** In milliseconds. */
  QuantileSketch latency() {
    return latency;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    slippage.write(out);
    latency.write(out);
  }

  static TradeQuantiles read(DataInput in) throws IOException {
    return new TradeQuantiles(QuantileSketch.read(in), QuantileSketch.read(in));
  }
}
