package io.barograph.promql.parse;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.DurationExpr;
import io.barograph.promql.parse.Expr.EdgeMode;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.VectorMatching.Cardinality;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a tree as PromQL; what it writes parses to the same tree, positions apart. */
public final class Printer {
  private Printer() {}

  /** The query on one line. */
  public static String print(Expr expr) {
    if (expr instanceof NumberLiteral literal) {
      return literal.isDuration() ? seconds(literal.value()) : number(literal.value());
    } else if (expr instanceof StringLiteral literal) {
      return GoText.quote(literal.value());
    } else if (expr instanceof VectorSelector selector) {
      return series(selector) + edges(selector) + time(selector.time());
    } else if (expr instanceof MatrixSelector matrix) {
      VectorSelector selector = matrix.selector();
      String width = duration(matrix.width(), matrix.widthExpr());
      return series(selector) + "[" + width + "]" + edges(selector) + time(selector.time());
    } else if (expr instanceof SubqueryExpr subquery) {
      boolean hasStep = !subquery.step().isZero() || subquery.stepExpr().isPresent();
      return "%s[%s:%s]%s"
          .formatted(
              print(subquery.expr()),
              duration(subquery.width(), subquery.widthExpr()),
              hasStep ? duration(subquery.step(), subquery.stepExpr()) : "",
              time(subquery.time()));
    } else if (expr instanceof UnaryExpr unary) {
      return (unary.negative() ? "-" : "+") + print(unary.expr());
    } else if (expr instanceof BinaryExpr binary) {
      return "%s %s%s %s"
          .formatted(
              print(binary.left()),
              binary.operator().symbol(),
              (binary.returnsBool() ? " bool" : "")
                  + binary.matching().map(Printer::matching).orElse(""),
              print(binary.right()));
    } else if (expr instanceof ParenExpr paren) {
      return "(" + print(paren.expr()) + ")";
    } else if (expr instanceof AggregateExpr aggregate) {
      String clause =
          aggregate
              .grouping()
              .map(labels -> (aggregate.without() ? " without " : " by ") + list(labels) + " ")
              .orElse("");
      String parameter = aggregate.parameter().map(value -> print(value) + ", ").orElse("");
      return "%s%s(%s%s)"
          .formatted(aggregate.aggregation().symbol(), clause, parameter, print(aggregate.expr()));
    } else if (expr instanceof Call call) {
      return call.arguments().stream()
          .map(Printer::print)
          .collect(Collectors.joining(", ", call.function().name() + "(", ")"));
    } else if (expr instanceof RecordedExpr recorded) {
      return print(recorded.selector());
    } else if (expr instanceof DurationExpr calculation) {
      return calculation(calculation);
    }
    throw new AssertionError(expr);
  }

  private static String series(VectorSelector selector) {
    String matchers =
        selector.matchers().stream()
            .filter(
                matcher ->
                    selector.name().isEmpty()
                        || !matcher.equals(LabelMatcher.equal(Labels.METRIC_NAME, selector.name())))
            .map(Printer::matcher)
            .collect(Collectors.joining(","));
    return matchers.isEmpty() && !selector.name().isEmpty()
        ? selector.name()
        : selector.name() + "{" + matchers + "}";
  }

  private static String matcher(LabelMatcher matcher) {
    return label(matcher.name()) + matcher.type().symbol() + GoText.quote(matcher.value());
  }

  private static String label(String name) {
    return name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : GoText.quote(name);
  }

  private static String edges(VectorSelector selector) {
    return selector.edges() == EdgeMode.PLAIN
        ? ""
        : " " + selector.edges().name().toLowerCase(Locale.ROOT);
  }

  private static String time(TimeModifiers time) {
    StringBuilder text = new StringBuilder();
    time.timestamp()
        .ifPresent(
            millis -> text.append(" @ ").append(BigDecimal.valueOf(millis, 3).toPlainString()));
    time.startOrEnd()
        .ifPresent(
            end -> text.append(" @ ").append(end.name().toLowerCase(Locale.ROOT)).append("()"));
    if (time.hasOffset()) {
      text.append(" offset ").append(duration(time.offset(), time.offsetExpr()));
    }
    return text.toString();
  }

  private static String matching(VectorMatching matching) {
    StringBuilder text = new StringBuilder();
    matching
        .labels()
        .ifPresent(
            labels -> text.append(matching.on() ? " on " : " ignoring ").append(list(labels)));
    Cardinality cardinality = matching.cardinality();
    if (cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY) {
      text.append(cardinality == Cardinality.MANY_TO_ONE ? " group_left " : " group_right ");
      text.append(list(matching.include().orElse(List.of())));
    }
    matching
        .fillLeft()
        .ifPresent(value -> text.append(" fill_left (").append(number(value)).append(')'));
    matching
        .fillRight()
        .ifPresent(value -> text.append(" fill_right (").append(number(value)).append(')'));
    return text.toString();
  }

  private static String list(List<String> labels) {
    return labels.stream().map(Printer::label).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String duration(Duration duration, Optional<DurationExpr> calculation) {
    return calculation.map(Printer::calculation).orElseGet(() -> seconds(duration.toNanos() / 1e9));
  }

  private static String calculation(DurationExpr calculation) {
    String text;
    if (calculation.operator().isFunction()) {
      text =
          calculation.children().stream()
              .map(Printer::print)
              .collect(Collectors.joining(", ", calculation.operator().symbol() + "(", ")"));
    } else {
      String left = calculation.left().map(operand -> print(operand) + " ").orElse("");
      String right = calculation.right().map(Printer::print).orElse("");
      boolean isPlainParenthesis =
          calculation.left().isEmpty() && calculation.operator() == DurationOperator.ADD;
      String operator = isPlainParenthesis ? "" : calculation.operator().symbol();
      text = left + operator + (left.isEmpty() ? "" : " ") + right;
    }
    return calculation.isWrapped() ? "(" + text + ")" : text;
  }

  /** A time with units where whole milliseconds allow it, else a number of seconds. */
  private static String seconds(double seconds) {
    double millis = seconds * 1e3;
    return millis == Math.rint(millis) && Math.abs(millis) < 9e15
        ? Durations.format(Duration.ofMillis((long) millis))
        : number(seconds);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return isWhole ? Long.toString((long) value) : Double.toString(value);
  }
}
