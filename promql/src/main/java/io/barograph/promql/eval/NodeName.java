package io.barograph.promql.eval;

import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;

/** How a node is named in a refusal. */
final class NodeName {
  private NodeName() {}

  static String of(Expr expr) {
    if (expr instanceof Call call) {
      return call.function().name() + "()";
    } else if (expr instanceof AggregateExpr aggregate) {
      return aggregate.aggregation().symbol() + "()";
    } else if (expr instanceof BinaryExpr binary) {
      return "operator " + binary.operator().symbol();
    } else if (expr instanceof VectorSelector selector) {
      return "selector " + selectorName(selector);
    } else if (expr instanceof MatrixSelector matrix) {
      return "range selector " + selectorName(matrix.selector());
    } else if (expr instanceof SubqueryExpr) {
      return "sub-query";
    } else if (expr instanceof NumberLiteral literal) {
      return "number " + literal.value();
    }
    return "expression";
  }

  private static String selectorName(VectorSelector selector) {
    return selector.name().isEmpty() ? selector.matchers().toString() : selector.name();
  }
}
