package io.barograph.promql.parse;

import io.barograph.core.labels.LabelMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of a query's syntax tree; immutable. */
public sealed interface Expr {
  /** Where it stands in the query. */
  PositionRange range();

  /** What it evaluates to. */
  ValueType type();

  /**
   * A number, or a duration in its place.
   *
   * @param value seconds where it is a duration
   * @param isDuration true if it was written as a duration
   */
  record NumberLiteral(double value, boolean isDuration, PositionRange range) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }
  }

  /** A string without its quotes; a byte that is no UTF-8 is a lone surrogate U+DC80 to U+DCFF. */
  record StringLiteral(String value, PositionRange range) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }
  }

  /** How a range selector treats the edges of its range. */
  enum EdgeMode {
    /** Only samples inside the range count. */
    PLAIN,
    /** The last sample before the range stands at its start. */
    ANCHORED,
    /** Values at both edges are interpolated. */
    SMOOTHED
  }

  /**
   * The newest sample of each series that matches.
   *
   * @param name the metric name before the braces, or the empty text
   * @param matchers in the order written, that of {@code name} last
   * @param isInfoSelector true if it selects labels for {@code info} and so may match anything
   */
  record VectorSelector(
      String name,
      List<LabelMatcher> matchers,
      TimeModifiers time,
      EdgeMode edges,
      boolean isInfoSelector,
      PositionRange range)
      implements Expr {
    public VectorSelector {
      matchers = List.copyOf(matchers);
      Objects.requireNonNull(time);
      Objects.requireNonNull(edges);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }

    VectorSelector with(TimeModifiers newTime, PositionRange newRange) {
      return new VectorSelector(name, matchers, newTime, edges, isInfoSelector, newRange);
    }

    VectorSelector with(EdgeMode newEdges) {
      return new VectorSelector(name, matchers, time, newEdges, isInfoSelector, range);
    }

    VectorSelector asInfoSelector() {
      return new VectorSelector(name, matchers, time, edges, true, range);
    }
  }

  /**
   * The samples of each series in a range of time.
   *
   * @param operand the selector, with the offset of the whole; no other node where parsing succeeds
   * @param width how long the range is; zero where an expression gives it
   * @param widthExpr the width where it is an expression
   */
  record MatrixSelector(
      Expr operand, Duration width, Optional<DurationExpr> widthExpr, PositionRange range)
      implements Expr {
    /** The selector of the series. */
    public VectorSelector selector() {
      return (VectorSelector) operand;
    }

    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }

    MatrixSelector with(VectorSelector newSelector, int newEnd) {
      return new MatrixSelector(
          newSelector, width, widthExpr, new PositionRange(range.start(), newEnd));
    }
  }

  /**
   * The values of an expression at the steps of a range of time.
   *
   * @param step the time between two evaluations; zero means the default
   */
  record SubqueryExpr(
      Expr expr,
      Duration width,
      Optional<DurationExpr> widthExpr,
      Duration step,
      Optional<DurationExpr> stepExpr,
      TimeModifiers time,
      PositionRange range)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }

    SubqueryExpr with(TimeModifiers newTime, int newEnd) {
      return new SubqueryExpr(
          expr,
          width,
          widthExpr,
          step,
          stepExpr,
          newTime,
          new PositionRange(range.start(), newEnd));
    }
  }

  /** A sign before an expression that is no literal; {@code negative} tells minus from plus. */
  record UnaryExpr(boolean negative, Expr expr, PositionRange range) implements Expr {
    @Override
    public ValueType type() {
      return expr.type();
    }
  }

  /**
   * An operator between two expressions.
   *
   * @param matching how elements meet; absent unless both sides are vectors
   * @param returnsBool true if a comparison answers 0 or 1 instead of filtering
   */
  record BinaryExpr(
      BinaryOperator operator,
      Expr left,
      Expr right,
      Optional<VectorMatching> matching,
      boolean returnsBool)
      implements Expr {
    @Override
    public PositionRange range() {
      return PositionRange.merge(left.range(), right.range());
    }

    @Override
    public ValueType type() {
      boolean isScalar = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
      return isScalar ? ValueType.SCALAR : ValueType.VECTOR;
    }
  }

  /** An expression in parentheses. */
  record ParenExpr(Expr expr, PositionRange range) implements Expr {
    @Override
    public ValueType type() {
      return expr.type();
    }
  }

  /**
   * An aggregation.
   *
   * @param parameter the argument before the vector, where the operator takes one
   * @param grouping the labels of the {@code by} or {@code without} clause; absent without one
   * @param without true if the clause is {@code without}
   */
  record AggregateExpr(
      Aggregation aggregation,
      Expr expr,
      Optional<Expr> parameter,
      Optional<List<String>> grouping,
      boolean without,
      PositionRange range)
      implements Expr {
    public AggregateExpr {
      grouping = grouping.map(List::copyOf);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /** A function applied to arguments. */
  record Call(Function function, List<Expr> arguments, PositionRange range) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.result();
    }
  }

  /**
   * A calculation that gives a duration in seconds.
   *
   * @param left the left operand; absent after a sign and for functions without arguments
   * @param right the right operand; absent for functions without arguments
   * @param isWrapped true if it stands in parentheses
   * @param start where a sign or a function starts; 0 for an operator between two operands
   * @param end where a function ends; 0 for operators
   */
  record DurationExpr(
      DurationOperator operator,
      Optional<Expr> left,
      Optional<Expr> right,
      boolean isWrapped,
      int start,
      int end)
      implements Expr {
    @Override
    public PositionRange range() {
      if (operator.isFunction() || right.isEmpty()) {
        return new PositionRange(start, end);
      }
      PositionRange last = right.get().range();
      return left.map(first -> PositionRange.merge(first.range(), last))
          .orElseGet(() -> last.from(start));
    }

    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }

    DurationExpr wrapped() {
      return new DurationExpr(operator, left, right, true, start, end);
    }
  }

  /**
   * What recording rules write, in place of a selector of the metric that they record.
   *
   * @param selector what was written
   * @param sources the rules that record the metric
   * @param isOfRange true at the steps of a range, each of which is the time of a sample: what was
   *     written before it does not count
   */
  record RecordedExpr(VectorSelector selector, List<RecordingSource> sources, boolean isOfRange)
      implements Expr {
    public RecordedExpr {
      sources = List.copyOf(sources);
    }

    @Override
    public PositionRange range() {
      return selector.range();
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /**
   * A recording rule, seen from a rule that reads what it records.
   *
   * @param expr what it evaluates
   * @param labels what it sets on each element
   * @param interval how often it does
   * @param queryOffset how long before each of its ticks it does, which is also the time of what it
   *     writes
   * @param limit the most elements that it may have, or it writes nothing; 0 for any number
   * @param isBehind true if it stands behind the reading rule in the same group, which so sees its
   *     last evaluation but one
   */
  record RecordingSource(
      Expr expr,
      Map<String, String> labels,
      Duration interval,
      Duration queryOffset,
      int limit,
      boolean isBehind) {
    public RecordingSource {
      labels = Map.copyOf(labels);
    }

    /** True if what it writes for an instant is not there yet for a rule that is evaluated then. */
    boolean comesLater() {
      return isBehind || !queryOffset.isZero();
    }
  }

  /** True if what it gives at one instant may depend on when the rule that asks is evaluated. */
  default boolean isSeenLater() {
    return this instanceof RecordedExpr recorded
        ? recorded.sources().stream().anyMatch(RecordingSource::comesLater)
        : children().stream().anyMatch(Expr::isSeenLater);
  }

  /** The nodes directly below this one, in the order in which they are written. */
  default List<Expr> children() {
    if (this instanceof MatrixSelector matrix) {
      return List.of(matrix.operand());
    } else if (this instanceof SubqueryExpr subquery) {
      return List.of(subquery.expr());
    } else if (this instanceof UnaryExpr unary) {
      return List.of(unary.expr());
    } else if (this instanceof BinaryExpr binary) {
      return List.of(binary.left(), binary.right());
    } else if (this instanceof ParenExpr paren) {
      return List.of(paren.expr());
    } else if (this instanceof AggregateExpr aggregate) {
      return aggregate
          .parameter()
          .map(parameter -> List.of(parameter, aggregate.expr()))
          .orElseGet(() -> List.of(aggregate.expr()));
    } else if (this instanceof RecordedExpr recorded) {
      return recorded.sources().stream().map(RecordingSource::expr).toList();
    } else if (this instanceof Call call) {
      return call.arguments();
    } else if (this instanceof DurationExpr duration) {
      return Stream.concat(duration.left().stream(), duration.right().stream()).toList();
    }
    return List.of();
  }
}
