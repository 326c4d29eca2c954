package io.barograph.core.strategy;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.returns.Drawdown;
import io.barograph.core.returns.PathMeasures;
import io.barograph.core.returns.ReturnConvention;
import io.barograph.core.returns.ReturnSeries;
import io.barograph.core.returns.SharpeInference;
import io.barograph.core.returns.TailMeasures;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The marked equity of one account and strategy: the figures of {@link StrategyMetric} that are
 * made of equity. Drawdowns follow every mark; ratios are made of the daily returns of closed
 * sessions. A mark older than the newest one changes nothing. Not thread-safe.
 */
public final class EquityMeasure implements Measure<EquityPoint> {
  private static final int VERSION = 1;
  private static final double MILLIS = 1_000;
  private static final double CUTOFF = 0.05;

  private final String account;
  private final String strategy;
  private final String venue;
  private final EquityPolicy policy;
  private final StrategySeries series;
  private final EquitySessions sessions = new EquitySessions();
  private Drawdown all = new Drawdown();
  private long newest = Long.MIN_VALUE;

  /** The day at whose beginning {@link #closedReturns} were made. */
  private long closedOn = Long.MIN_VALUE;

  /** The daily returns of each window of sessions. */
  private final List<ReturnSeries> closedReturns = new ArrayList<>();

  EquityMeasure(String account, String strategy, String venue, EquityPolicy policy) {
    this.account = account;
    this.strategy = strategy;
    this.venue = venue;
    this.policy = policy;
    this.series = new StrategySeries(account, strategy, policy.labels());
  }

  @Override
  public void add(EquityPoint point) {
    if (point.time() < newest) {
      return;
    }
    newest = point.time();
    long day = policy.sessionDays().dayOf(venue, newest);
    sessions.add(day, point.equity());
    all.add(point.equity());
    if (day < closedOn) {
      closedOn = Long.MIN_VALUE;
    }
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    series.begin(out);
    if (!isSpent(tick)) {
      long day = policy.sessionDays().dayOf(venue, tick);
      close(day);
      for (int i = 0; i < policy.sessions().size(); i++) {
        putMarks(i + 1, policy.sessions().get(i), day);
        putReturns(i + 1, closedReturns.get(i));
      }
      int session = policy.sessions().size() + 1;
      Drawdown today = sessions.marks(0, day);
      series.put(StrategyMetric.DRAWDOWN, session, today.current());
      series.put(StrategyMetric.MAX_DRAWDOWN, session, today.largest());
      series.put(StrategyMetric.DRAWDOWN, session + 1, all.current());
      series.put(StrategyMetric.MAX_DRAWDOWN, session + 1, all.largest());
      series.put(StrategyMetric.EQUITY, StrategySeries.NO_WINDOW, all.last());
      series.put(
          StrategyMetric.EQUITY_AGE, StrategySeries.NO_WINDOW, Math.max(0, tick - newest) / MILLIS);
    }
    series.end();
  }

  private void close(long day) {
    if (day != closedOn) {
      closedOn = day;
      closedReturns.clear();
      policy.sessions().forEach(most -> closedReturns.add(sessions.returns(most, day)));
    }
  }

  private void putMarks(int window, int most, long day) {
    Drawdown marks = sessions.marks(most, day);
    double before = sessions.levelBefore(most, day);
    series.put(StrategyMetric.DRAWDOWN, window, marks.current());
    series.put(StrategyMetric.MAX_DRAWDOWN, window, marks.largest());
    if (before > 0) {
      series.put(StrategyMetric.RETURN, window, marks.last() / before - 1);
    }
  }

  private void putReturns(int window, ReturnSeries returns) {
    series.put(StrategyMetric.SESSIONS, window, returns.moments().count());
    if (returns.moments().count() < policy.minSessions()) {
      return;
    }
    ReturnConvention year = policy.convention();
    ReturnSeries excess = returns.minus(year.riskFree());
    SharpeInference sharpe = new SharpeInference(excess.moments());
    double root = year.rootOfYear();
    double confidence = policy.confidence();
    series.put(StrategyMetric.VOLATILITY, window, returns.volatility(year));
    series.put(StrategyMetric.SHARPE, window, sharpe.ratio() * root);
    series.put(StrategyMetric.SHARPE_PER_SESSION, window, sharpe.ratio());
    series.put(StrategyMetric.SHARPE_LOWER, window, sharpe.lower(confidence) * root);
    series.put(StrategyMetric.SHARPE_UPPER, window, sharpe.upper(confidence) * root);
    series.put(
        StrategyMetric.PROBABILISTIC_SHARPE,
        window,
        sharpe.probabilityOver(policy.benchmarkSharpe() / root));
    series.put(StrategyMetric.SORTINO, window, excess.sortino(year));
    series.put(StrategyMetric.CALMAR, window, returns.calmar(year));
    series.put(StrategyMetric.STABILITY, window, new PathMeasures(returns).stability());
    TailMeasures tails = new TailMeasures(returns);
    series.put(StrategyMetric.VALUE_AT_RISK, window, -tails.valueAtRisk(CUTOFF));
    series.put(
        StrategyMetric.CONDITIONAL_VALUE_AT_RISK, window, -tails.conditionalValueAtRisk(CUTOFF));
    series.put(StrategyMetric.TAIL_RATIO, window, tails.tailRatio());
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
    out.writeUTF(venue);
    out.writeLong(newest);
    all.write(out);
    sessions.write(out);
    series.write(out);
  }

  static EquityMeasure read(DataInput in, PolicyBook<EquityPolicy> policies) throws IOException {
    Versions.require(VERSION, in.readUnsignedByte(), "equity measure");
    String account = in.readUTF();
    String strategy = in.readUTF();
    String venue = in.readUTF();
    EquityPolicy policy = policies.of(StrategyKey.labels(account, strategy));
    EquityMeasure measure = new EquityMeasure(account, strategy, venue, policy);
    measure.newest = in.readLong();
    measure.all = Drawdown.read(in);
    measure.sessions.read(in);
    measure.series.read(in);
    return measure;
  }
}
