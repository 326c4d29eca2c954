package io.barograph.core.strategy;

import io.barograph.core.statistics.Percentile;
import io.barograph.core.window.ElementWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The last trades, one by one: profit, slippage and fill latency of each. */
final class LastTrades implements TradeWindow {
  private static final int PNL = 0;
  private static final int SLIPPAGE = 1;
  private static final int LATENCY = 2;
  private static final int COLUMNS = 3;

  private final ElementWindow window;

  /** The window as it is folded, until the next trade. */
  private View folded;

  LastTrades(int count) {
    window = new ElementWindow(count, COLUMNS);
  }

  @Override
  public void add(Trade trade, long ordinal) {
    window.add(trade.pnl(), trade.slippageBasisPoints(), trade.fillLatencyMillis());
    folded = null;
  }

  @Override
  public View upTo(long tick, long ordinal) {
    if (folded == null) {
      TradeSummary summary = new TradeSummary();
      for (int i = 0; i < window.size(); i++) {
        summary.add(window.get(i, PNL), window.get(i, SLIPPAGE));
      }
      double[] slippages = known(SLIPPAGE);
      double[] latencies = known(LATENCY);
      folded =
          new View(
              summary,
              share -> Percentile.ofSorted(slippages, share),
              latencies.length,
              share -> Percentile.ofSorted(latencies, share),
              0);
    }
    return folded;
  }

  private double[] known(int column) {
    return Arrays.stream(window.column(column)).filter(Double::isFinite).sorted().toArray();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    window.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    window.read(in);
  }
}
