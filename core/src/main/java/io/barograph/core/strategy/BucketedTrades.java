package io.barograph.core.strategy;

import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * A window that moves on by a bucket: by a sixtieth of its span, and by an eighth of it for
 * quantiles, whose sketches are larger.
 */
final class BucketedTrades implements TradeWindow {
  private static final int BUCKETS = 60;
  private static final int SKETCHES = 8;

  private final boolean byTime;
  private final long span;
  private final BucketWindow<TradeSummary> summaries;
  private final BucketWindow<TradeQuantiles> sketches;

  private BucketedTrades(boolean byTime, long span) {
    this.byTime = byTime;
    this.span = span;
    summaries = BucketWindow.spanning(span, BUCKETS, TradeSummary::new);
    sketches = BucketWindow.spanning(span, SKETCHES, TradeQuantiles::new);
  }

  static BucketedTrades ofTime(Duration span) {
    return new BucketedTrades(true, span.toMillis());
  }

  static BucketedTrades ofCount(int count) {
    return new BucketedTrades(false, count);
  }

  @Override
  public void add(Trade trade, long ordinal) {
    long position = byTime ? trade.closeTime() : ordinal;
    TradeSummary summary = summaries.at(position);
    if (summary != null) {
      summary.add(trade);
    }
    TradeQuantiles quantiles = sketches.at(position);
    if (quantiles != null) {
      quantiles.add(trade);
    }
  }

  @Override
  public View upTo(long tick, long ordinal) {
    long position = byTime ? tick : ordinal;
    TradeQuantiles quantiles = sketches.upTo(position);
    return new View(
        summaries.upTo(position),
        quantiles.slippage()::quantile,
        quantiles.latency().count(),
        quantiles.latency()::quantile,
        byTime ? span : 0);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    summaries.write(out);
    sketches.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    summaries.read(in, TradeSummary::read);
    sketches.read(in, TradeQuantiles::read);
  }
}
