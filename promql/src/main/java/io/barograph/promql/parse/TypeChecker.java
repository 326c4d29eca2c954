package io.barograph.promql.parse;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that every node of a tree gets operands of the types it takes. */
final class TypeChecker {
  private final byte[] query;
  private final List<ParseError> errors = new ArrayList<>();

  TypeChecker(byte[] query) {
    this.query = query;
  }

  /** What was found wrong. */
  List<ParseError> errors() {
    return errors;
  }

  /** The tree with what types decide filled in: how vectors match, and which may be any. */
  Expr check(Expr expr) {
    if (expr instanceof AggregateExpr aggregate) {
      return aggregate(aggregate);
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    } else if (expr instanceof Call call) {
      return call(call);
    } else if (expr instanceof ParenExpr paren) {
      return new ParenExpr(check(paren.expr()), paren.range());
    } else if (expr instanceof UnaryExpr unary) {
      return unary(unary);
    } else if (expr instanceof SubqueryExpr subquery) {
      return subquery(subquery);
    } else if (expr instanceof MatrixSelector matrix) {
      check(matrix.operand());
    } else if (expr instanceof VectorSelector selector) {
      selector(selector);
    }
    return expr;
  }

  private Expr aggregate(AggregateExpr aggregate) {
    Expr expr = check(aggregate.expr());
    expect(expr, ValueType.VECTOR, "aggregation expression");
    Optional<Expr> parameter = aggregate.parameter().map(this::check);
    boolean takesText = aggregate.aggregation() == Aggregation.COUNT_VALUES;
    parameter.ifPresent(
        value ->
            expect(
                value, takesText ? ValueType.STRING : ValueType.SCALAR, "aggregation parameter"));
    return new AggregateExpr(
        aggregate.aggregation(),
        expr,
        parameter,
        aggregate.grouping(),
        aggregate.without(),
        aggregate.range());
  }

  private void expect(Expr expr, ValueType wanted, String context) {
    if (expr.type() != wanted) {
      report(
          expr.range(),
          "expected type %s in %s, got %s"
              .formatted(wanted.documentedName(), context, expr.type().documentedName()));
    }
  }

  private Expr binary(BinaryExpr written) {
    Expr left = check(written.left());
    Expr right = check(written.right());
    BinaryOperator operator = written.operator();
    BinaryExpr expr =
        new BinaryExpr(operator, left, right, written.matching(), written.returnsBool());
    VectorMatching matching = written.matching().orElse(VectorMatching.DEFAULT);
    boolean bothScalar = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
    if (written.returnsBool() && !operator.isComparison()) {
      report(operatorRange(expr), "bool modifier can only be used on comparison operators");
    }
    if (operator.isComparison() && !written.returnsBool() && bothScalar) {
      report(operatorRange(expr), "comparisons between scalars must use BOOL modifier");
    }
    if (operator.isSet() && matching.cardinality() == Cardinality.ONE_TO_ONE) {
      matching = matching.withCardinality(Cardinality.MANY_TO_MANY);
    }
    labelsStandOnce(expr, matching);
    operand(left);
    operand(right);
    boolean bothVectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
    if (bothVectors) {
      setMatching(expr, matching);
    } else {
      noMatching(expr, matching);
    }
    boolean anyScalar = left.type() == ValueType.SCALAR || right.type() == ValueType.SCALAR;
    if (anyScalar && operator.isSet()) {
      report(
          expr.range(),
          "set operator \"%s\" not allowed in binary scalar expression"
              .formatted(operator.symbol()));
    }
    return new BinaryExpr(
        operator,
        left,
        right,
        bothVectors ? Optional.of(matching) : Optional.empty(),
        written.returnsBool());
  }

  private void labelsStandOnce(BinaryExpr expr, VectorMatching matching) {
    if (!matching.on()) {
      return;
    }
    for (String label : matching.labels().orElse(List.of())) {
      for (String included : matching.include().orElse(List.of())) {
        if (label.equals(included)) {
          report(
              operatorRange(expr),
              "label %s must not occur in ON and GROUP clause at once"
                  .formatted(GoText.quote(label)));
        }
      }
    }
  }

  private void operand(Expr operand) {
    if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.VECTOR) {
      report(
          operand.range(), "binary expression must contain only scalar and instant vector types");
    }
  }

  private void noMatching(BinaryExpr expr, VectorMatching matching) {
    if (!matching.labels().orElse(List.of()).isEmpty()) {
      report(expr.range(), "vector matching only allowed between instant vectors");
    }
    if (matching.fills()) {
      report(expr.range(), "filling in missing series only allowed between instant vectors");
    }
  }

  private void setMatching(BinaryExpr expr, VectorMatching matching) {
    if (!expr.operator().isSet()) {
      return;
    }
    if (matching.cardinality() != Cardinality.MANY_TO_MANY) {
      report(
          expr.range(),
          "no grouping allowed for \"%s\" operation".formatted(expr.operator().symbol()));
      report(expr.range(), "set operations must always be many-to-many");
    }
    if (matching.fills()) {
      report(expr.range(), "filling in missing series not allowed for set operators");
    }
  }

  /** From the operator to the last byte but one of what stands before the right operand. */
  private PositionRange operatorRange(BinaryExpr expr) {
    int start = expr.left().range().end();
    while (start < query.length && isSpace(query[start])) {
      start++;
    }
    int end = expr.right().range().start() - 1;
    while (end > 0 && isSpace(query[end])) {
      end--;
    }
    return new PositionRange(start, end);
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private Expr call(Call call) {
    Function function = call.function();
    int given = call.arguments().size();
    int listed = function.arguments().size();
    int least = function.optional() == 0 ? listed : listed - 1;
    String bound = null;
    int limit = least;
    if (function.optional() == 0 && given != listed) {
      bound = "expected";
    } else if (given < least) {
      bound = "expected at least";
    } else if (function.optional() > 0 && given > least + function.optional()) {
      bound = "expected at most";
      limit = least + function.optional();
    }
    if (bound != null) {
      report(
          call.range(),
          "%s %d argument(s) in call to \"%s\", got %d"
              .formatted(bound, limit, function.name(), given));
    }
    List<Expr> arguments = new ArrayList<>(call.arguments());
    if (function.name().equals("info") && given > 1) {
      arguments.set(1, infoSelector(call, arguments.get(1)));
    }
    for (int i = 0; i < given; i++) {
      if (i >= listed && function.optional() == 0) {
        break;
      }
      Expr argument = check(arguments.get(i));
      arguments.set(i, argument);
      expect(argument, function.argument(i), "call to function \"%s\"".formatted(function.name()));
    }
    return new Call(function, arguments, call.range());
  }

  private Expr infoSelector(Call call, Expr argument) {
    if (argument.type() != ValueType.VECTOR) {
      report(
          call.range(),
          "expected type instant vector in call to function \"info\", got "
              + argument.type().documentedName());
    }
    if (!(argument instanceof VectorSelector selector)) {
      report(argument.range(), "expected label selectors only");
      return argument;
    }
    if (!selector.name().isEmpty()) {
      report(argument.range(), "expected label selectors only, got vector selector instead");
      return argument;
    }
    return selector.asInfoSelector();
  }

  private Expr unary(UnaryExpr unary) {
    Expr operand = check(unary.expr());
    if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.VECTOR) {
      report(
          unary.range(),
          "unary expression only allowed on expressions of type scalar or instant vector, got \"%s\""
              .formatted(operand.type().documentedName()));
    }
    return new UnaryExpr(unary.negative(), operand, unary.range());
  }

  private Expr subquery(SubqueryExpr subquery) {
    Expr expr = check(subquery.expr());
    if (expr.type() != ValueType.VECTOR) {
      report(
          subquery.range(),
          "subquery is only allowed on instant vector, got %s instead"
              .formatted(expr.type().shortName()));
    }
    return new SubqueryExpr(
        expr,
        subquery.width(),
        subquery.widthExpr(),
        subquery.step(),
        subquery.stepExpr(),
        subquery.time(),
        subquery.range());
  }

  private void selector(VectorSelector selector) {
    List<LabelMatcher> matchers = selector.matchers();
    if (!selector.name().isEmpty()) {
      for (LabelMatcher matcher : matchers.subList(0, matchers.size() - 1)) {
        if (matcher.name().equals(Labels.METRIC_NAME)) {
          report(
              selector.range(),
              "metric name must not be set twice: %s or %s"
                  .formatted(GoText.quote(selector.name()), GoText.quote(matcher.value())));
        }
      }
    } else if (!selector.isInfoSelector()
        && matchers.stream().allMatch(matcher -> matcher.matches(""))) {
      report(selector.range(), "vector selector must contain at least one non-empty matcher");
    }
  }

  private void report(PositionRange range, String message) {
    errors.add(new ParseError(range, message));
  }
}
