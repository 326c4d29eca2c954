package io.barograph.promql.parse;

import java.util.Locale;

/** An operator that folds the elements of a vector into groups. */
public enum Aggregation {
  AVG,
  BOTTOMK,
  COUNT,
  COUNT_VALUES,
  GROUP,
  LIMITK,
  LIMIT_RATIO,
  MAX,
  MIN,
  QUANTILE,
  STDDEV,
  STDVAR,
  SUM,
  TOPK;

  /** The operator as it stands in a query. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if an argument stands before the vector. */
  public boolean takesParameter() {
    return switch (this) {
      case BOTTOMK, COUNT_VALUES, LIMITK, LIMIT_RATIO, QUANTILE, TOPK -> true;
      default -> false;
    };
  }

  /** True if Prometheus needs a feature flag for it. */
  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }
}
