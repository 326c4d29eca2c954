package io.barograph.promql.parse;

import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.EdgeMode;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.util.ArrayList;
import java.util.List;

/** Finds what a plain Prometheus refuses because it stands behind a feature flag. */
public final class ExperimentalFeatures {
  private ExperimentalFeatures() {}

  /**
   * The uses of experimental features in {@code expr}, in the order in which they stand; each
   * message names the feature.
   */
  public static List<ParseError> in(Expr expr) {
    List<ParseError> found = new ArrayList<>();
    collect(expr, found);
    return found;
  }

  private static void collect(Expr expr, List<ParseError> found) {
    if (expr instanceof Call call && call.function().experimental()) {
      report(expr, "function %s()".formatted(call.function().name()), found);
    } else if (expr instanceof AggregateExpr aggregate
        && aggregate.aggregation().isExperimental()) {
      report(expr, "aggregation %s()".formatted(aggregate.aggregation().symbol()), found);
    } else if (expr instanceof BinaryExpr binary
        && binary.matching().filter(VectorMatching::fills).isPresent()) {
      report(expr, "fill modifier", found);
    } else if (expr instanceof VectorSelector selector) {
      if (selector.edges() != EdgeMode.PLAIN) {
        report(expr, "extended range selector", found);
      }
      offset(selector.time(), expr, found);
    } else if (expr instanceof MatrixSelector matrix && matrix.widthExpr().isPresent()) {
      report(expr, "duration expression", found);
    } else if (expr instanceof SubqueryExpr subquery) {
      if (subquery.widthExpr().isPresent() || subquery.stepExpr().isPresent()) {
        report(expr, "duration expression", found);
      }
      offset(subquery.time(), expr, found);
    }
    expr.children().forEach(child -> collect(child, found));
  }

  private static void offset(TimeModifiers time, Expr expr, List<ParseError> found) {
    if (time.offsetExpr().isPresent()) {
      report(expr, "duration expression", found);
    }
  }

  private static void report(Expr expr, String feature, List<ParseError> found) {
    found.add(
        new ParseError(
            expr.range(),
            feature + " is experimental in Prometheus and not supported in rules: rewrite it"));
  }
}
