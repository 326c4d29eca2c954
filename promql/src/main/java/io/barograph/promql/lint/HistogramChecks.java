package io.barograph.promql.lint;

import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;

/**
 * Quantiles of classic histograms, those whose metric ends in {@code _bucket}; native ones have
 * neither {@code le} nor buckets of their own.
 */
final class HistogramChecks implements RuleCheck {
  @Override
  public void run(RuleContext rule, Findings findings) {
    Nodes.all(rule.expr())
        .filter(node -> node instanceof Call)
        .map(node -> (Call) node)
        .filter(call -> call.function().name().equals("histogram_quantile"))
        .forEach(call -> check(call.arguments().get(1), findings));
  }

  private static void check(Expr buckets, Findings findings) {
    boolean isClassic =
        Leaves.exist(buckets) && Leaves.of(buckets).stream().allMatch(HistogramChecks::isBucket);
    if (!isClassic) {
      return;
    }
    if (!LabelFacts.of(buckets).outputs().contains("le")) {
      findings.add(
          Check.QUANTILE_WITHOUT_LE,
          "histogram_quantile() needs the label le, which no element of %s has"
              .formatted(Nodes.text(buckets)),
          "add le to the by clause");
    } else if (readsTotals(buckets)) {
      findings.add(
          Check.QUANTILE_OF_TOTALS,
          "histogram_quantile() of %s is over all observations since the process started"
              .formatted(Nodes.text(buckets)),
          "put rate(...[5m]) around the buckets");
    }
  }

  private static boolean isBucket(VectorSelector selector) {
    return Nodes.metricName(selector).endsWith("_bucket") && !Nodes.isRecorded(selector);
  }

  /** True if some selector stands under no range and no difference. */
  private static boolean readsTotals(Expr expr) {
    if (expr instanceof MatrixSelector || expr instanceof SubqueryExpr) {
      return false;
    } else if (expr instanceof BinaryExpr binary && binary.operator() == BinaryOperator.SUB) {
      return false;
    }
    return expr instanceof VectorSelector
        || expr.children().stream().anyMatch(HistogramChecks::readsTotals);
  }
}
