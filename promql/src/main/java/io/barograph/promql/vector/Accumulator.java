package io.barograph.promql.vector;

import io.barograph.promql.eval.Mean;
import io.barograph.promql.eval.Variance;
import io.barograph.promql.parse.Aggregation;

/** Folds the values of a group into one. Not thread-safe. */
interface Accumulator {
  void add(double value);

  /** The value of the group; called once, after at least one value. */
  double result();

  /** Takes what another of the same aggregation has taken. */
  default void merge(Accumulator other) {
    throw new UnsupportedOperationException("needs every value");
  }

  /** All there is to it, for {@link #restore}. */
  default double[] state() {
    throw new UnsupportedOperationException("needs every value");
  }

  /**
   * A new one.
   *
   * @param parameter the level of a quantile; not looked at by others
   */
  static Accumulator of(Aggregation aggregation, double parameter) {
    return switch (aggregation) {
      case SUM -> new SumAccumulator(0, 0);
      case AVG -> new MeanAccumulator(new Mean());
      case MIN -> new ExtremeAccumulator(false, Double.NaN);
      case MAX -> new ExtremeAccumulator(true, Double.NaN);
      case COUNT -> new CountAccumulator(0);
      case GROUP -> new GroupAccumulator();
      case STDVAR -> new VarianceAccumulator(false, new Variance());
      case STDDEV -> new VarianceAccumulator(true, new Variance());
      case QUANTILE -> new QuantileAccumulator(parameter);
      default -> throw new IllegalArgumentException(aggregation.symbol() + " gives no one value");
    };
  }

  /** True if values may be folded in several places, and what comes of them folded again. */
  static boolean mayFoldInParts(Aggregation aggregation) {
    return switch (aggregation) {
      case SUM, AVG, MIN, MAX, COUNT, GROUP, STDVAR, STDDEV -> true;
      case QUANTILE, TOPK, BOTTOMK, COUNT_VALUES, LIMITK, LIMIT_RATIO -> false;
    };
  }

  /** The accumulator with that {@link #state}. */
  static Accumulator restore(Aggregation aggregation, double[] state) {
    return switch (aggregation) {
      case SUM -> new SumAccumulator(state[0], state[1]);
      case AVG -> new MeanAccumulator(Mean.of(state));
      case MIN -> new ExtremeAccumulator(false, state[0]);
      case MAX -> new ExtremeAccumulator(true, state[0]);
      case COUNT -> new CountAccumulator((long) state[0]);
      case GROUP -> new GroupAccumulator();
      case STDVAR -> new VarianceAccumulator(false, Variance.of(state));
      case STDDEV -> new VarianceAccumulator(true, Variance.of(state));
      default -> throw new IllegalArgumentException(aggregation.symbol() + " needs every value");
    };
  }
}
