package io.barograph.promql.explain;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SubquerySteps;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.vector.Leaf;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a rule costs the series stage, estimated from the figures in docs/benchmarks.md: good for
 * comparing rules, not for the size of a machine. What the group stage does is not in it.
 *
 * @param samplesPerSeries how many samples of a series are kept for the rule
 * @param bytesPerSeries what these take
 * @param nanosPerTick processor time for each series and tick of the rule
 */
public record RuleCost(long samplesPerSeries, long bytesPerSeries, double nanosPerTick) {
  /** A time and a value. */
  private static final int BYTES_PER_SAMPLE = 16;

  /* Measured: x > 0.9 takes 4.6 ns, rate of 20 samples 32 ns, avg_over_time of 20 samples 49 ns. */
  private static final double NANOS_PER_SELECTOR = 4.6;
  private static final double NANOS_PER_SAMPLE_OF_COUNTER = (32 - NANOS_PER_SELECTOR) / 20;
  private static final double NANOS_PER_SAMPLE = (49 - NANOS_PER_SELECTOR) / 20;

  private static final Set<String> OF_COUNTER = Set.of("rate", "increase", "irate", "delta");

  /**
   * The cost of a rule.
   *
   * @param interval the time between two of its ticks
   */
  static RuleCost of(
      List<Leaf> leaves, Duration interval, SamplingTimes times, EvaluationOptions options) {
    long windowMillis = 0;
    double nanos = 0;
    for (Leaf leaf : leaves) {
      windowMillis = Math.max(windowMillis, leaf.expression().windowMillis());
      long step = leaf.place().stepMillis();
      double timesPerTick = step == 0 ? 1 : (double) interval.toMillis() / step;
      nanos += timesPerTick * nanos(leaf.expr(), NANOS_PER_SAMPLE, times, options);
    }
    long samples = count(windowMillis, times.scrapeInterval().toMillis());
    return new RuleCost(samples, samples * BYTES_PER_SAMPLE, nanos);
  }

  private static double nanos(
      Expr expr, double perSample, SamplingTimes times, EvaluationOptions options) {
    if (expr instanceof VectorSelector) {
      return NANOS_PER_SELECTOR;
    } else if (expr instanceof MatrixSelector matrix) {
      long samples = count(matrix.width().toMillis(), times.scrapeInterval().toMillis());
      return NANOS_PER_SELECTOR + samples * perSample;
    } else if (expr instanceof SubqueryExpr subquery) {
      long steps =
          count(subquery.width().toMillis(), SubquerySteps.of(subquery, options).stepMillis());
      return steps * (perSample + nanos(subquery.expr(), NANOS_PER_SAMPLE, times, options));
    }
    double below =
        expr instanceof Call call && OF_COUNTER.contains(call.function().name())
            ? NANOS_PER_SAMPLE_OF_COUNTER
            : perSample;
    return expr.children().stream().mapToDouble(child -> nanos(child, below, times, options)).sum();
  }

  /** How often something with that interval happens in a window, rounded up. */
  private static long count(long windowMillis, long intervalMillis) {
    return Math.max(1, -Math.floorDiv(-windowMillis, intervalMillis));
  }
}
