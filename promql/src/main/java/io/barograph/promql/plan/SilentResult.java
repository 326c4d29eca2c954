package io.barograph.promql.plan;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.AbsentLabels;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells whether an expression may have elements where no series has a sample. */
public final class SilentResult {
  private SilentResult() {}

  /**
   * True if {@code expr} may have an element without any data, so that a partition of it must be
   * evaluated at each tick though nothing arrives.
   */
  public static boolean isPossible(Expr expr) {
    if (expr instanceof VectorSelector || expr instanceof MatrixSelector) {
      return false;
    } else if (expr.type() == ValueType.SCALAR) {
      return true;
    } else if (expr instanceof RecordedExpr recorded) {
      return recorded.children().stream().anyMatch(SilentResult::isPossible);
    } else if (expr instanceof BinaryExpr binary) {
      boolean left = isPossible(binary.left());
      return switch (binary.operator()) {
        case LOR -> left || isPossible(binary.right());
        case LUNLESS -> left;
        default -> left && isPossible(binary.right());
      };
    } else if (expr instanceof Call call) {
      return isPossible(call);
    }
    List<Expr> children = expr.children();
    return children.isEmpty() || isPossible(children.get(children.size() - 1));
  }

  /**
   * The labels of elements that may be there without any data, or of what they are made of.
   *
   * @return as many as there are nodes that make elements out of nothing; empty if {@link
   *     #isPossible} is false
   */
  public static Set<Labels> sources(Expr expr) {
    Set<Labels> sources = new LinkedHashSet<>();
    if (isPossible(expr)) {
      collect(expr, sources);
    }
    return sources;
  }

  private static void collect(Expr expr, Set<Labels> sources) {
    if (expr instanceof Call call && call.function().name().startsWith("absent")) {
      sources.add(AbsentLabels.of(call.arguments().get(0)));
    } else if (!Leaves.exist(expr)) {
      sources.add(Labels.EMPTY);
    } else {
      expr.children().forEach(child -> collect(child, sources));
    }
  }

  private static boolean isPossible(Call call) {
    if (call.function().name().startsWith("absent")) {
      return !isPossible(call.arguments().get(0));
    }
    return call.arguments().stream()
        .filter(argument -> argument.type() != ValueType.STRING)
        .allMatch(SilentResult::isPossible);
  }
}
