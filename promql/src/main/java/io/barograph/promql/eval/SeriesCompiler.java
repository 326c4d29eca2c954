package io.barograph.promql.eval;

import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.EdgeMode;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.PositionRange;
import io.barograph.promql.parse.TimeModifiers;
import io.barograph.promql.parse.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;

/**
 * Makes plans of expressions that decide on one series alone, and says why others do not.
 *
 * <p>A plan allocates nothing in an evaluation unless it has sub-queries or quantiles. A negative
 * offset looks ahead only as far as the tick.
 */
public final class SeriesCompiler {
  private final EvaluationOptions options;
  private final Optional<Expr> input;
  private final ScalarCompiler scalars;
  private final List<SeriesSelector> selectors = new ArrayList<>();
  private long windowMillis;

  /** How far the sub-queries around the node being compiled look back. */
  private long subqueryReachMillis;

  private SeriesCompiler(EvaluationOptions options, Optional<Expr> input, ScalarCompiler scalars) {
    this.options = options;
    this.input = input;
    this.scalars = scalars;
  }

  /** The plan for {@code expr} with a look-back of five minutes, or why there is none. */
  public static Compilation compile(Expr expr) {
    return compile(expr, EvaluationOptions.DEFAULT);
  }

  /** The plan for {@code expr}, or why there is none. */
  public static Compilation compile(Expr expr, EvaluationOptions options) {
    SeriesCompiler compiler =
        new SeriesCompiler(options, Optional.empty(), ScalarCompiler.withoutSeries());
    try {
      if (expr.type() != ValueType.VECTOR) {
        throw refuse(expr, "is no instant vector");
      }
      SeriesNode root = compiler.node(expr);
      if (compiler.selectors.isEmpty()) {
        throw refuse(expr, "belongs to no series");
      }
      return new Compilation.Plan(
          new CompiledExpression(
              root, compiler.selectors, compiler.windowMillis, MetricName.isTakenOffIn(expr)));
    } catch (Refused refused) {
      return new Compilation.Refusal(refused.range, refused.getMessage());
    }
  }

  /**
   * The expression that makes an element of {@code expr} out of one of {@code input}.
   *
   * @param expr an instant vector or a scalar
   * @param input the operand or argument of {@code expr} that is evaluated before, if there is one:
   *     its windows hold the element's value at the tick, or at each step of a sub-query
   * @throws IllegalArgumentException if there is no such expression
   */
  public static ElementExpression compileAbove(
      Expr expr, Optional<Expr> input, EvaluationOptions options) {
    ScalarCompiler scalars = ScalarCompiler.withSeries();
    SeriesCompiler compiler = new SeriesCompiler(options, input, scalars);
    try {
      SeriesNode root =
          expr.type() == ValueType.SCALAR
              ? new NumberNode(scalars.compile(expr))
              : compiler.node(expr);
      return new ElementExpression(
          new CompiledExpression(
              root, compiler.selectors, compiler.windowMillis, MetricName.isTakenOffBy(expr)),
          scalars.vectors());
    } catch (Refused refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  /** Says that a node cannot be evaluated on one series. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient PositionRange range;

    private Refused(PositionRange range, String reason) {
      super(reason, null, false, false);
      this.range = range;
    }
  }

  /** A refusal of {@code expr}; {@code reason} is the rest of a sentence that starts with it. */
  static Refused refuse(Expr expr, String reason) {
    return new Refused(expr.range(), NodeName.of(expr) + " " + reason);
  }

  private boolean isInput(Expr expr) {
    return input.isPresent() && input.get() == expr;
  }

  private SeriesNode node(Expr expr) {
    if (isInput(expr)) {
      return new InstantNode(1, new Lookup(0, OptionalLong.empty(), false), false);
    } else if (expr instanceof VectorSelector selector) {
      return instant(selector, false);
    } else if (expr instanceof ParenExpr paren) {
      return node(paren.expr());
    } else if (expr instanceof UnaryExpr unary) {
      SeriesNode operand = node(unary.expr());
      return unary.negative() ? new MathNode(value -> -value, operand) : operand;
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    } else if (expr instanceof Call call) {
      return call(call);
    } else if (expr instanceof AggregateExpr) {
      throw refuse(expr, "folds many series into one");
    }
    throw refuse(expr, "does not decide on one series");
  }

  private SeriesNode instant(VectorSelector selector, boolean readsTime) {
    Lookup lookup = lookup(selector, selector.time(), options);
    addLeaf(selector, options.lookBackMillis() + lookup.offsetMillis());
    return new InstantNode(options.lookBackMillis(), lookup, readsTime);
  }

  private SeriesNode range(Expr argument, RangeFunction function, int leastSamples) {
    Expr inner = argument;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    if (inner instanceof SubqueryExpr subquery) {
      return subquery(subquery, function, leastSamples);
    }
    if (!(inner instanceof MatrixSelector matrix)) {
      throw refuse(inner, "is no range");
    }
    if (matrix.widthExpr().isPresent()) {
      throw refuse(matrix, "has a calculated width");
    }
    Lookup lookup = lookup(matrix, matrix.selector().time(), options);
    long width = matrix.width().toMillis();
    addLeaf(matrix.selector(), width + lookup.offsetMillis());
    return new RangeNode(function, leastSamples, width, lookup);
  }

  private SeriesNode subquery(SubqueryExpr subquery, RangeFunction function, int leastSamples) {
    RangeNode range = range(subquery, function, leastSamples, options);
    if (isInput(subquery)) {
      return range;
    }
    long reachBefore = subqueryReachMillis;
    subqueryReachMillis += range.widthMillis() + range.lookup().offsetMillis();
    SeriesNode operand = node(subquery.expr());
    subqueryReachMillis = reachBefore;
    return new SubqueryNode(operand, range, steps(subquery, range, options));
  }

  /** The function of the whole range of a sub-query. */
  static RangeNode range(
      SubqueryExpr subquery, RangeFunction function, int leastSamples, EvaluationOptions options) {
    if (subquery.widthExpr().isPresent() || subquery.stepExpr().isPresent()) {
      throw refuse(subquery, "has a calculated width or step");
    }
    Lookup lookup = lookup(subquery, subquery.time(), options);
    return new RangeNode(function, leastSamples, subquery.width().toMillis(), lookup);
  }

  /** The steps of a sub-query in its range. */
  static SubquerySteps steps(SubqueryExpr subquery, RangeNode range, EvaluationOptions options) {
    long step = subquery.step().isZero() ? options.defaultStepMillis() : subquery.step().toMillis();
    if (step < 1 || subquery.width().toMillis() / step > SubquerySteps.MAX_STEPS) {
      throw refuse(
          subquery,
          "must have at most %d steps of at least 1ms".formatted(SubquerySteps.MAX_STEPS));
    }
    return new SubquerySteps(range, step);
  }

  /** From where {@code expr} looks. */
  static Lookup lookup(Expr expr, TimeModifiers time, EvaluationOptions options) {
    if (time.offsetExpr().isPresent()) {
      throw refuse(expr, "has a calculated offset");
    }
    long offset = time.offset().toMillis();
    if (options.bounds().isEmpty()) {
      if (time.isFixed()) {
        throw refuse(expr, "looks at a fixed time");
      }
      return new Lookup(offset, OptionalLong.empty(), false);
    }
    return new Lookup(offset, options.bounds().get().fixed(time), true);
  }

  private void addLeaf(VectorSelector selector, long reachMillis) {
    if (selector.edges() != EdgeMode.PLAIN) {
      throw refuse(selector, "is an extended range selector");
    }
    selectors.add(new SeriesSelector(selector.matchers()));
    windowMillis = Math.max(windowMillis, reachMillis + subqueryReachMillis);
  }

  private SeriesNode call(Call call) {
    String name = call.function().name();
    List<Expr> arguments = call.arguments();
    Optional<RangeFunctions.Entry> entry = RangeFunctions.find(name);
    if (entry.isPresent()) {
      return range(arguments.get(0), entry.get().function(), entry.get().leastSamples());
    }
    Optional<DoubleUnaryOperator> function = ElementFunctions.find(name);
    if (function.isPresent()) {
      SeriesNode operand =
          arguments.isEmpty()
              ? new NumberNode((tick, samples) -> tick / 1e3)
              : node(arguments.get(0));
      return new MathNode(function.get(), operand);
    }
    return switch (name) {
      case "predict_linear" ->
          range(arguments.get(0), TrendFunctions.prediction(scalar(arguments.get(1))), 2);
      case "quantile_over_time" ->
          range(arguments.get(1), OverTimeFunctions.quantile(scalar(arguments.get(0))), 1);
      case "double_exponential_smoothing" ->
          range(
              arguments.get(0),
              TrendFunctions.smoothing(factor(arguments.get(1)), factor(arguments.get(2))),
              2);
      case "vector" -> new NumberNode(scalar(arguments.get(0)));
      case "timestamp" -> timestamp(arguments.get(0));
      case "clamp" ->
          new ClampNode(node(arguments.get(0)), scalar(arguments.get(1)), scalar(arguments.get(2)));
      case "clamp_min" ->
          new ClampNode(
              node(arguments.get(0)),
              scalar(arguments.get(1)),
              (tick, samples) -> Double.POSITIVE_INFINITY);
      case "clamp_max" ->
          new ClampNode(
              node(arguments.get(0)),
              (tick, samples) -> Double.NEGATIVE_INFINITY,
              scalar(arguments.get(1)));
      case "round" ->
          new RoundNode(
              node(arguments.get(0)),
              arguments.size() > 1 ? scalar(arguments.get(1)) : (tick, samples) -> 1);
      default -> throw refuse(call, "does not decide on one series");
    };
  }

  private SeriesNode timestamp(Expr argument) {
    Expr inner = argument;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    return inner instanceof VectorSelector selector && !isInput(inner)
        ? instant(selector, true)
        : new TickTimeNode(node(inner));
  }

  private ScalarNode scalar(Expr expr) {
    return scalars.compile(expr);
  }

  private ScalarNode factor(Expr expr) {
    boolean isOutside =
        expr instanceof NumberLiteral literal && !(literal.value() > 0 && literal.value() < 1);
    if (isOutside) {
      throw refuse(expr, "must be a factor above 0 and below 1");
    }
    return scalar(expr);
  }

  private SeriesNode binary(BinaryExpr binary) {
    BinaryOperator operator = binary.operator();
    boolean numberIsLeft = binary.left().type() == ValueType.SCALAR;
    if (numberIsLeft || binary.right().type() == ValueType.SCALAR) {
      SeriesNode operand = node(numberIsLeft ? binary.right() : binary.left());
      ScalarNode number = scalar(numberIsLeft ? binary.left() : binary.right());
      return new ScalarOperationNode(operator, binary.returnsBool(), operand, number, numberIsLeft);
    }
    int firstLeaf = selectors.size();
    SeriesNode left = node(binary.left());
    int firstRightLeaf = selectors.size();
    SeriesNode right = node(binary.right());
    SeriesMatching.check(
        binary,
        selectors.subList(firstLeaf, firstRightLeaf),
        selectors.subList(firstRightLeaf, selectors.size()));
    return new SameSeriesNode(operator, binary.returnsBool(), left, right);
  }
}
