package io.barograph.promql.lint;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.parse.ValueType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Ways through a syntax tree that several checks take. */
final class Nodes {
  private static final int MAX_SHOWN = 100;

  private Nodes() {}

  /** The node and all below it, in the order in which they are written. */
  static Stream<Expr> all(Expr expr) {
    return Stream.concat(Stream.of(expr), expr.children().stream().flatMap(Nodes::all));
  }

  /** The operators between two vectors in {@code expr}. */
  static List<BinaryExpr> matches(Expr expr) {
    return all(expr)
        .filter(node -> node instanceof BinaryExpr)
        .map(node -> (BinaryExpr) node)
        .filter(
            binary ->
                binary.left().type() == ValueType.VECTOR
                    && binary.right().type() == ValueType.VECTOR)
        .toList();
  }

  /** The expressions of which each gives elements of {@code expr}: the operands of {@code or}. */
  static Stream<Expr> alternatives(Expr expr) {
    Expr bare = bare(expr);
    return bare instanceof BinaryExpr binary && binary.operator() == BinaryOperator.LOR
        ? binary.children().stream().flatMap(Nodes::alternatives)
        : Stream.of(bare);
  }

  /** What stands in the parentheses around {@code expr}, if there are any. */
  static Expr bare(Expr expr) {
    return expr instanceof ParenExpr paren ? bare(paren.expr()) : expr;
  }

  /** The number that {@code expr} writes, if it is one. */
  static OptionalDouble number(Expr expr) {
    Expr bare = bare(expr);
    if (bare instanceof NumberLiteral literal) {
      return OptionalDouble.of(literal.value());
    } else if (bare instanceof UnaryExpr unary) {
      OptionalDouble operand = number(unary.expr());
      return operand.isPresent() && unary.negative()
          ? OptionalDouble.of(-operand.getAsDouble())
          : operand;
    }
    return OptionalDouble.empty();
  }

  /** The operator with its sides exchanged: {@code <} for {@code >}. */
  static BinaryOperator mirrored(BinaryOperator operator) {
    return switch (operator) {
      case GTR -> BinaryOperator.LSS;
      case LSS -> BinaryOperator.GTR;
      case GTE -> BinaryOperator.LTE;
      case LTE -> BinaryOperator.GTE;
      default -> operator;
    };
  }

  /** The metric name that a selector asks for, or the empty text. */
  static String metricName(VectorSelector selector) {
    return selector.matchers().stream()
        .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
        .filter(matcher -> matcher.type() == LabelMatcher.Type.EQUAL)
        .map(matcher -> matcher.value())
        .findFirst()
        .orElse("");
  }

  /** True if a rule records the metric, by the convention that such names have colons. */
  static boolean isRecorded(VectorSelector selector) {
    return metricName(selector).contains(":");
  }

  /** The expression, cut where it is too long for a sentence. */
  static String text(Expr expr) {
    String text = Printer.print(expr);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN - 3) + "...";
  }
}
