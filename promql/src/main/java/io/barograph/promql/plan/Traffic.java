package io.barograph.promql.plan;

import static java.util.Comparator.naturalOrder;

import io.barograph.promql.parse.Aggregation;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.plan.PartitionLabels.Routing;

/** What a rule's series have to send onward at each tick. */
public enum Traffic {
  /** Nothing; the rule reads no series. */
  NONE,
  /** A partial result per group: every leaf stands under aggregations that fold such results. */
  PARTIALS,
  /** A value per series, as some leaf stands under an aggregation that needs each value. */
  VALUES,
  /** The elements themselves, as some leaf stands under no aggregation. */
  ELEMENTS;

  /** What the leaves of {@code expr} send. */
  public static Traffic of(Expr expr) {
    if (expr instanceof VectorSelector) {
      return ELEMENTS;
    } else if (expr instanceof AggregateExpr aggregate && splits(aggregate.expr())) {
      return needsEachValue(aggregate.aggregation()) ? VALUES : PARTIALS;
    } else if (expr instanceof Call call && call.function().name().startsWith("absent")) {
      return PARTIALS;
    }
    return expr.children().stream().map(Traffic::of).max(naturalOrder()).orElse(NONE);
  }

  /** True if the argument can be evaluated in several places, so that there is much to fold. */
  private static boolean splits(Expr argument) {
    return PartitionLabels.of(argument, Routing.EXTENDED).splits();
  }

  private static boolean needsEachValue(Aggregation aggregation) {
    return switch (aggregation) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, QUANTILE, COUNT_VALUES -> true;
      default -> false;
    };
  }
}
