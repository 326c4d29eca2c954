package io.barograph.core.strategy;

import io.barograph.core.statistics.Moments;
import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is kept of a run of trades: everything but quantiles, in {@value #BYTES} bytes at most. What
 * is made of it says {@link TradeFigures}. Not thread-safe.
 */
public final class TradeSummary implements Summary<TradeSummary> {
  /** The most bytes that are written. */
  public static final int BYTES = 2 * Moments.MAX_BYTES + 2 * 56 + 32 + 48;

  private Moments pnl = new Moments();
  private Moments slippage = new Moments();
  private Streak wins = new Streak();
  private Streak losses = new Streak();
  private PnlPath path = new PnlPath();
  private long won;
  private long lost;
  private double gained;
  private double paid;
  private double turnover;
  private double heldValueMillis;

  /** Adds a trade. */
  public void add(Trade trade) {
    add(trade.pnl(), trade.slippageBasisPoints());
    double value = Math.abs(trade.value());
    if (Double.isFinite(value)) {
      turnover += value;
      heldValueMillis += value * Math.max(0, trade.closeTime() - trade.openTime());
    }
  }

  /** Adds a trade of which no more is known; NaN for a slippage that is not known. */
  void add(double profit, double slippageBasisPoints) {
    pnl.add(profit);
    if (Double.isFinite(slippageBasisPoints)) {
      slippage.add(slippageBasisPoints);
    }
    boolean win = profit > 0;
    boolean loss = profit < 0;
    wins.add(win, profit);
    losses.add(loss, profit);
    path.add(profit);
    if (win) {
      won++;
      gained += profit;
    } else if (loss) {
      lost++;
      paid -= profit;
    }
  }

  @Override
  public void merge(TradeSummary later) {
    pnl.merge(later.pnl);
    slippage.merge(later.slippage);
    wins.merge(later.wins);
    losses.merge(later.losses);
    path.merge(later.path);
    won += later.won;
    lost += later.lost;
    gained += later.gained;
    paid += later.paid;
    turnover += later.turnover;
    heldValueMillis += later.heldValueMillis;
  }

  /** How many trades there are. */
  public long count() {
    return pnl.count();
  }

  /** Profit and loss of a trade. */
  public Moments pnl() {
    return pnl;
  }

  /** Slippage of the trades of which it is known, in basis points. */
  public Moments slippage() {
    return slippage;
  }

  /** How many trades made a profit. */
  public long won() {
    return won;
  }

  /** How many trades made a loss. */
  public long lost() {
    return lost;
  }

  /** What the winning trades made. */
  public double gained() {
    return gained;
  }

  /** What the losing trades lost, at least 0. */
  public double paid() {
    return paid;
  }

  /** The sum of quantity times price. */
  public double turnover() {
    return turnover;
  }

  /** The sum of value times the milliseconds for which it was held. */
  public double heldValueMillis() {
    return heldValueMillis;
  }

  /** The largest fall of summed profit from its start or a peak, at least 0. */
  public double largestFall() {
    return path.largestFall();
  }

  /** How far summed profit lies under its peak. */
  public double currentFall() {
    return path.currentFall();
  }

  Streak wins() {
    return wins;
  }

  Streak losses() {
    return losses;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    pnl.write(out);
    slippage.write(out);
    wins.write(out);
    losses.write(out);
    path.write(out);
    out.writeLong(won);
    out.writeLong(lost);
    out.writeDouble(gained);
    out.writeDouble(paid);
    out.writeDouble(turnover);
    out.writeDouble(heldValueMillis);
  }

  /** Reads what {@link #write} wrote. */
  public static TradeSummary read(DataInput in) throws IOException {
    TradeSummary summary = new TradeSummary();
    summary.pnl = Moments.read(in);
    summary.slippage = Moments.read(in);
    summary.wins = Streak.read(in);
    summary.losses = Streak.read(in);
    summary.path = PnlPath.read(in);
    summary.won = in.readLong();
    summary.lost = in.readLong();
    summary.gained = in.readDouble();
    summary.paid = in.readDouble();
    summary.turnover = in.readDouble();
    summary.heldValueMillis = in.readDouble();
    return summary;
  }
}
