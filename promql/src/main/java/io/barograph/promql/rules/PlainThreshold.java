package io.barograph.promql.rules;

import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.util.Optional;

/**
 * Finds out whether a condition, and what says when its alert may end, rest on the newest sample of
 * one series and on nothing else.
 */
final class PlainThreshold {
  private PlainThreshold() {}

  /** Why the rule's condition rests on more, a clause; absent if it does not. */
  static Optional<String> whyNot(RunnableRule rule) {
    Expr expr = rule.rule().expr();
    if (rule.group().queryOffset().filter(offset -> !offset.isZero()).isPresent()) {
      return Optional.of("its group has a query_offset");
    } else if (rule.group().limit() > 0) {
      return Optional.of("its group has a limit, for which all its elements are counted");
    } else if (rule.labelsVary()) {
      return Optional.of("its labels rest on the value or the time");
    }
    if (rule.condition() instanceof Condition.OfSeries) {
      return beyondTheNewest(expr)
          .or(
              () ->
                  rule.settings()
                      .recover()
                      .flatMap(PlainThreshold::beyondTheNewest)
                      .map(reason -> "in its recover, " + reason));
    }
    return Optional.of(
        SeriesCompiler.compile(expr) instanceof Compilation.Refusal refusal
            ? "it needs several series, as " + refusal.reason()
            : "it reads what recording rules make");
  }

  private static Optional<String> beyondTheNewest(Expr expr) {
    if (expr instanceof MatrixSelector || expr instanceof SubqueryExpr) {
      return Optional.of(Printer.print(expr) + " is more than the newest sample");
    } else if (expr instanceof VectorSelector selector) {
      return selector.time().hasOffset() || selector.time().isFixed()
          ? Optional.of(Printer.print(expr) + " is not the newest sample")
          : Optional.empty();
    }
    return expr.children().stream()
        .map(PlainThreshold::beyondTheNewest)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
