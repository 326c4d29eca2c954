package io.barograph.promql.lint;

import io.barograph.promql.parse.Aggregation;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.ValueType;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Comparisons whose outcome is known beforehand, or that do not mean what they say. */
final class ComparisonChecks implements RuleCheck {
  /** Functions of a range that show a counter as high as it stands. */
  private static final Set<String> LEVELS =
      Set.of("max_over_time", "min_over_time", "avg_over_time", "last_over_time");

  private static final Set<String> EXTRAPOLATIONS = Set.of("rate", "irate", "increase");

  /** A comparison with a number, written with the number on the right. */
  private record Threshold(
      BinaryExpr binary, Expr operand, BinaryOperator operator, double number) {
    static Optional<Threshold> of(Expr expr) {
      if (!(expr instanceof BinaryExpr binary)
          || !binary.operator().isComparison()
          || binary.returnsBool()) {
        return Optional.empty();
      }
      OptionalDouble left = Nodes.number(binary.left());
      OptionalDouble right = Nodes.number(binary.right());
      if (right.isPresent() && left.isEmpty()) {
        return Optional.of(
            new Threshold(
                binary, Nodes.bare(binary.left()), binary.operator(), right.getAsDouble()));
      } else if (left.isPresent() && right.isEmpty()) {
        return Optional.of(
            new Threshold(
                binary,
                Nodes.bare(binary.right()),
                Nodes.mirrored(binary.operator()),
                left.getAsDouble()));
      }
      return Optional.empty();
    }
  }

  @Override
  public void run(RuleContext rule, Findings findings) {
    Nodes.all(rule.expr())
        .forEach(
            node -> {
              Threshold.of(node).ifPresent(threshold -> never(threshold, findings));
              if (node instanceof BinaryExpr binary) {
                equality(binary, findings);
              }
            });
    if (rule.alert().isPresent()) {
      Nodes.alternatives(rule.expr())
          .flatMap(node -> Threshold.of(node).stream())
          .forEach(threshold -> rawCounter(threshold, findings));
    }
    boolean isWatchdog =
        rule.rule().labels().getOrDefault("severity", "").toLowerCase(Locale.ROOT).equals("none");
    if (rule.alert().isPresent() && !isWatchdog) {
      always(Nodes.bare(rule.expr()), findings);
    }
  }

  private static void never(Threshold threshold, Findings findings) {
    double least = LowerBound.of(threshold.operand());
    double number = threshold.number();
    boolean isNever =
        switch (threshold.operator()) {
          case LSS -> number <= least;
          case LTE, EQLC -> number < least;
          default -> false;
        };
    if (isNever) {
      findings.add(
          Check.NEVER_TRUE,
          "%s is never true: what is compared is at least %s where it has a value"
              .formatted(Nodes.text(threshold.binary()), shown(least)),
          "no value is no zero: ask for missing series with absent() or unless");
    }
  }

  /** Says so if a threshold on a counter is all of a condition. */
  private static void rawCounter(Threshold threshold, Findings findings) {
    boolean isHigh =
        (threshold.operator() == BinaryOperator.GTR && threshold.number() >= 0)
            || (threshold.operator() == BinaryOperator.GTE && threshold.number() > 0);
    if (isHigh) {
      level(threshold.operand())
          .ifPresent(
              counter ->
                  findings.add(
                      Check.RAW_COUNTER,
                      "%s, a counter by its name, never falls: once true, %s stays true until the"
                              .formatted(Nodes.metricName(counter), Nodes.text(threshold.binary()))
                          + " process restarts",
                      "compare increase(...) or rate(...) of it"));
    }
  }

  /** The counter that {@code expr} shows as high as it stands, if it does. */
  private static Optional<VectorSelector> level(Expr expr) {
    Expr bare = Nodes.bare(expr);
    if (bare instanceof VectorSelector selector) {
      return Counters.countsMishaps(selector) ? Optional.of(selector) : Optional.empty();
    } else if (bare instanceof MatrixSelector matrix) {
      return level(matrix.selector());
    } else if (bare instanceof AggregateExpr aggregate && isLevel(aggregate.aggregation())) {
      return level(aggregate.expr());
    } else if (bare instanceof Call call && LEVELS.contains(call.function().name())) {
      return level(call.arguments().get(0));
    }
    return Optional.empty();
  }

  private static boolean isLevel(Aggregation aggregation) {
    return switch (aggregation) {
      case SUM, MAX, MIN, AVG -> true;
      default -> false;
    };
  }

  private static void equality(BinaryExpr binary, Findings findings) {
    if (binary.operator() != BinaryOperator.EQLC) {
      return;
    }
    boolean isInexact =
        isInexactEquality(binary.left(), binary.right())
            || isInexactEquality(binary.right(), binary.left());
    if (isInexact) {
      findings.add(
          Check.FLOAT_EQUALITY,
          "%s asks whether rounded numbers are equal to the last bit".formatted(Nodes.text(binary)),
          "compare with < or >, or round() both");
    }
  }

  private static boolean isInexactEquality(Expr side, Expr other) {
    Expr bare = Nodes.bare(side);
    OptionalDouble number = Nodes.number(other);
    boolean isWhole = number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble());
    if (bare instanceof BinaryExpr binary && binary.operator() == BinaryOperator.DIV) {
      return Leaves.exist(binary) && !isWhole && (number.isPresent() || Leaves.exist(other));
    }
    return bare instanceof Call call
        && EXTRAPOLATIONS.contains(call.function().name())
        && number.isPresent()
        && number.getAsDouble() != 0;
  }

  /** Says so if the alert fires as long as there is data. */
  private static void always(Expr expr, Findings findings) {
    if (!Leaves.exist(expr)) {
      boolean isFixed =
          Nodes.all(expr)
              .noneMatch(
                  node -> node instanceof Call call && !call.function().name().equals("vector"));
      if (isFixed && Threshold.of(expr).isEmpty()) {
        findings.add(
            Check.ALWAYS_TRUE,
            "%s is always true, so the alert never resolves".formatted(Nodes.text(expr)),
            "if the alert is there to show that alerting works, give it severity: none");
      }
      return;
    }
    Threshold.of(expr)
        .filter(threshold -> threshold.operand().type() == ValueType.VECTOR)
        .filter(ComparisonChecks::isAlwaysTrue)
        .ifPresent(
            threshold ->
                findings.add(
                    Check.ALWAYS_TRUE,
                    "%s is true for every value, so the alert fires as long as there is one"
                        .formatted(Nodes.text(threshold.binary())),
                    "compare with what is too much; if the alert is there to show that alerting"
                        + " works, give it severity: none"));
  }

  private static boolean isAlwaysTrue(Threshold threshold) {
    double least = LowerBound.of(threshold.operand());
    return least >= 0
        && Nodes.all(threshold.operand()).noneMatch(ComparisonChecks::decides)
        && ((threshold.operator() == BinaryOperator.GTE && threshold.number() <= 0)
            || (threshold.operator() == BinaryOperator.GTR && threshold.number() < 0));
  }

  /** True if it depends on the values whether {@code node} has an element, or one like NaN. */
  private static boolean decides(Expr node) {
    if (node instanceof BinaryExpr binary) {
      return binary.operator().isComparison()
          || binary.operator().isSet()
          || binary.operator() == BinaryOperator.DIV;
    }
    return node instanceof Call call && call.function().name().startsWith("absent");
  }

  private static String shown(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
