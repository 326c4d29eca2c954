package io.barograph.core.strategy;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The orders of one account and strategy: how many come to which end, and which wait for it. Not
 * thread-safe.
 */
public final class OrderMeasure implements Measure<OrderChange> {
  private static final int VERSION = 2;
  private static final int BUCKETS = 60;
  private static final double MILLIS = 1_000;

  private final String account;
  private final String strategy;
  private final OrderPolicy policy;
  private final StrategySeries series;
  private final List<BucketWindow<OrderSummary>> windows = new ArrayList<>();
  private final OpenOrders open;
  private long newest = Long.MIN_VALUE;

  OrderMeasure(String account, String strategy, OrderPolicy policy) {
    this.account = account;
    this.strategy = strategy;
    this.policy = policy;
    this.series = new StrategySeries(account, strategy, policy.labels());
    this.open = new OpenOrders(policy.maxOpenOrders());
    policy.windows().forEach(span -> windows.add(window(span.toMillis())));
  }

  private static BucketWindow<OrderSummary> window(long spanMillis) {
    return BucketWindow.spanning(spanMillis, BUCKETS, OrderSummary::new);
  }

  @Override
  public void add(OrderChange change) {
    open.add(change);
    for (BucketWindow<OrderSummary> window : windows) {
      OrderSummary bucket = window.at(change.time());
      if (bucket != null) {
        bucket.add(change.state());
      }
    }
    newest = Math.max(newest, change.time());
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    open.moveTo(tick);
    series.begin(out);
    if (!isSpent(tick)) {
      for (int i = 0; i < windows.size(); i++) {
        put(i + 1, windows.get(i).upTo(tick));
      }
      series.put(StrategyMetric.OPEN_ORDERS, StrategySeries.NO_WINDOW, open.size());
      if (open.size() > 0) {
        series.put(
            StrategyMetric.OLDEST_ORDER_AGE,
            StrategySeries.NO_WINDOW,
            Math.max(0, tick - open.oldest()) / MILLIS);
      }
    }
    series.end();
  }

  private void put(int window, OrderSummary summary) {
    double ended = (double) summary.ended();
    series.put(StrategyMetric.ORDERS, window, summary.count(OrderState.SUBMITTED));
    series.put(StrategyMetric.ENDED_ORDERS, window, ended);
    if (ended >= policy.minOrders()) {
      series.put(StrategyMetric.REJECT_RATIO, window, summary.count(OrderState.REJECTED) / ended);
      series.put(StrategyMetric.CANCEL_RATIO, window, summary.count(OrderState.CANCELLED) / ended);
      series.put(StrategyMetric.EXECUTION_RATIO, window, summary.count(OrderState.FILLED) / ended);
    }
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest >= policy.forgetAfter().toMillis();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(account);
    out.writeUTF(strategy);
    out.writeLong(newest);
    open.write(out);
    series.write(out);
    out.writeByte(windows.size());
    for (int i = 0; i < windows.size(); i++) {
      out.writeLong(policy.windows().get(i).toMillis());
      windows.get(i).write(out);
    }
  }

  /** Reads what was written, be it under another policy: a window that is new begins empty. */
  static OrderMeasure read(DataInput in, PolicyBook<OrderPolicy> policies) throws IOException {
    Versions.require(VERSION, in.readUnsignedByte(), "order measure");
    String account = in.readUTF();
    String strategy = in.readUTF();
    OrderPolicy policy = policies.of(StrategyKey.labels(account, strategy));
    OrderMeasure measure = new OrderMeasure(account, strategy, policy);
    measure.newest = in.readLong();
    measure.open.read(in);
    measure.series.read(in);
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      long span = in.readLong();
      BucketWindow<OrderSummary> window = window(span);
      window.read(in, OrderSummary::read);
      int place = policy.windows().indexOf(Duration.ofMillis(span));
      if (place >= 0) {
        measure.windows.set(place, window);
      }
    }
    return measure;
  }
}
