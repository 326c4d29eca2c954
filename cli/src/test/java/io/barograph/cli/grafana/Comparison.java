package io.barograph.cli.grafana;

import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.Rule;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an alert compares with what.
 *
 * @param figures all parts of its expression, as they print
 * @param limits the numbers in it, and products of numbers
 */
record Comparison(String alertName, Set<String> figures, Set<Double> limits) {
  static Comparison of(Rule.AlertingRule alert) {
    return new Comparison(
        alert.name(),
        parts(alert.expr()).map(Printer::print).collect(Collectors.toSet()),
        parts(alert.expr()).flatMap(part -> constant(part).stream()).collect(Collectors.toSet()));
  }

  /** True if the panel draws the alert's figures alone, and its limit as a line. */
  boolean isDrawnBy(Dashboard.Panel panel) {
    return panel.shows(alertName)
        && panel.expressions().stream().map(Printer::print).allMatch(figures::contains)
        && panel.thresholds().size() == 1
        && limits.containsAll(panel.thresholds());
  }

  private static Stream<Expr> parts(Expr expr) {
    return Stream.concat(Stream.of(expr), expr.children().stream().flatMap(Comparison::parts));
  }

  private static Optional<Double> constant(Expr expr) {
    if (expr instanceof NumberLiteral number) {
      return Optional.of(number.value());
    } else if (expr instanceof ParenExpr paren) {
      return constant(paren.expr());
    } else if (expr instanceof BinaryExpr product && product.operator() == BinaryOperator.MUL) {
      return constant(product.left())
          .flatMap(left -> constant(product.right()).map(right -> left * right));
    }
    return Optional.empty();
  }
}
