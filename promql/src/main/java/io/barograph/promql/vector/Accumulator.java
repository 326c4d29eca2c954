package io.barograph.promql.vector;

import io.barograph.promql.parse.Aggregation;

/** Folds the values of a group into one. Not thread-safe. */
interface Accumulator {
  void add(double value);

  /** The value of the group; called once, after at least one value. */
  double result();

  /**
   * A new one.
   *
   * @param parameter the level of a quantile; not looked at by others
   */
  static Accumulator of(Aggregation aggregation, double parameter) {
    return switch (aggregation) {
      case SUM -> new SumAccumulator();
      case AVG -> new MeanAccumulator();
      case MIN -> new ExtremeAccumulator(false);
      case MAX -> new ExtremeAccumulator(true);
      case COUNT -> new CountAccumulator();
      case GROUP -> new GroupAccumulator();
      case STDVAR -> new VarianceAccumulator(false);
      case STDDEV -> new VarianceAccumulator(true);
      case QUANTILE -> new QuantileAccumulator(parameter);
      default -> throw new IllegalArgumentException(aggregation.symbol() + " gives no one value");
    };
  }
}
