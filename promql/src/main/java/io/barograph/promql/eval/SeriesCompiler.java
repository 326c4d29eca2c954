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
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Makes plans of expressions that decide on one series alone, and says why others do not.
 *
 * <p>A plan allocates nothing in an evaluation unless it has sub-queries or quantiles. A negative
 * offset looks ahead only as far as the tick.
 */
public final class SeriesCompiler {
  /** How far back an instant selector looks unless told otherwise, milliseconds. */
  public static final long DEFAULT_LOOK_BACK_MILLIS = 300_000;

  /** The step of a sub-query that names none, unless told otherwise, milliseconds. */
  public static final long DEFAULT_STEP_MILLIS = 60_000;

  /** A function of a range and the number of samples that it needs. */
  private record RangeEntry(RangeFunction function, int leastSamples) {}

  private static final Map<String, RangeEntry> RANGE_FUNCTIONS =
      Map.ofEntries(
          Map.entry("rate", new RangeEntry(CounterFunctions::rate, 2)),
          Map.entry("increase", new RangeEntry(CounterFunctions::increase, 2)),
          Map.entry("delta", new RangeEntry(CounterFunctions::delta, 2)),
          Map.entry("irate", new RangeEntry(CounterFunctions::instantRate, 2)),
          Map.entry("idelta", new RangeEntry(CounterFunctions::instantDelta, 2)),
          Map.entry("deriv", new RangeEntry(TrendFunctions::slope, 2)),
          Map.entry("changes", new RangeEntry(CounterFunctions::changes, 1)),
          Map.entry("resets", new RangeEntry(CounterFunctions::resets, 1)),
          Map.entry("avg_over_time", new RangeEntry(OverTimeFunctions::average, 1)),
          Map.entry("min_over_time", new RangeEntry(OverTimeFunctions::min, 1)),
          Map.entry("max_over_time", new RangeEntry(OverTimeFunctions::max, 1)),
          Map.entry("sum_over_time", new RangeEntry(OverTimeFunctions::sum, 1)),
          Map.entry("count_over_time", new RangeEntry(OverTimeFunctions::count, 1)),
          Map.entry("first_over_time", new RangeEntry(OverTimeFunctions::first, 1)),
          Map.entry("last_over_time", new RangeEntry(OverTimeFunctions::last, 1)),
          Map.entry("present_over_time", new RangeEntry(OverTimeFunctions::present, 1)),
          Map.entry("stddev_over_time", new RangeEntry(OverTimeFunctions::standardDeviation, 1)),
          Map.entry("stdvar_over_time", new RangeEntry(OverTimeFunctions::variance, 1)));

  private final long lookBackMillis;
  private final long defaultStepMillis;
  private final List<SeriesSelector> selectors = new ArrayList<>();
  private long windowMillis;

  /** How far the sub-queries around the node being compiled look back. */
  private long subqueryReachMillis;

  private SeriesCompiler(long lookBackMillis, long defaultStepMillis) {
    this.lookBackMillis = lookBackMillis;
    this.defaultStepMillis = defaultStepMillis;
  }

  /** The plan for {@code expr} with a look-back of five minutes, or why there is none. */
  public static Compilation compile(Expr expr) {
    return compile(expr, DEFAULT_LOOK_BACK_MILLIS);
  }

  /** The plan for {@code expr} with sub-queries that step a minute, or why there is none. */
  public static Compilation compile(Expr expr, long lookBackMillis) {
    return compile(expr, lookBackMillis, DEFAULT_STEP_MILLIS);
  }

  /**
   * The plan for {@code expr}, or why there is none.
   *
   * @param lookBackMillis how old the newest sample of a series may be, at least 1
   * @param defaultStepMillis the step of a sub-query that names none, at least 1
   */
  public static Compilation compile(Expr expr, long lookBackMillis, long defaultStepMillis) {
    if (lookBackMillis < 1) {
      throw new IllegalArgumentException(
          "lookBackMillis must be >= 1, was %d".formatted(lookBackMillis));
    }
    if (defaultStepMillis < 1) {
      throw new IllegalArgumentException(
          "defaultStepMillis must be >= 1, was %d".formatted(defaultStepMillis));
    }
    SeriesCompiler compiler = new SeriesCompiler(lookBackMillis, defaultStepMillis);
    try {
      if (expr.type() != ValueType.VECTOR) {
        throw refuse(expr, "is no instant vector");
      }
      SeriesNode root = compiler.node(expr);
      if (compiler.selectors.isEmpty()) {
        throw refuse(expr, "belongs to no series");
      }
      return new Compilation.Plan(
          new CompiledExpression(root, compiler.selectors, compiler.windowMillis));
    } catch (Refused refused) {
      return new Compilation.Refusal(refused.range, refused.getMessage());
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

  private SeriesNode node(Expr expr) {
    if (expr instanceof VectorSelector selector) {
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
    long offset = offset(selector, selector.time());
    addLeaf(selector, lookBackMillis + offset);
    return new InstantNode(lookBackMillis, offset, readsTime);
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
    long offset = offset(matrix, matrix.selector().time());
    long width = matrix.width().toMillis();
    addLeaf(matrix.selector(), width + offset);
    return new RangeNode(function, leastSamples, width, offset);
  }

  private SeriesNode subquery(SubqueryExpr subquery, RangeFunction function, int leastSamples) {
    if (subquery.widthExpr().isPresent() || subquery.stepExpr().isPresent()) {
      throw refuse(subquery, "has a calculated width or step");
    }
    long offset = offset(subquery, subquery.time());
    long width = subquery.width().toMillis();
    long step = subquery.step().isZero() ? defaultStepMillis : subquery.step().toMillis();
    if (step < 1 || width / step > SubqueryNode.MAX_STEPS) {
      throw refuse(
          subquery, "must have at most %d steps of at least 1ms".formatted(SubqueryNode.MAX_STEPS));
    }
    long reachBefore = subqueryReachMillis;
    subqueryReachMillis += width + offset;
    SeriesNode operand = node(subquery.expr());
    subqueryReachMillis = reachBefore;
    return new SubqueryNode(operand, new RangeNode(function, leastSamples, width, offset), step);
  }

  private static long offset(Expr expr, TimeModifiers time) {
    if (time.isFixed()) {
      throw refuse(expr, "looks at a fixed time");
    }
    if (time.offsetExpr().isPresent()) {
      throw refuse(expr, "has a calculated offset");
    }
    return time.offset().toMillis();
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
    RangeEntry entry = RANGE_FUNCTIONS.get(name);
    if (entry != null) {
      return range(arguments.get(0), entry.function(), entry.leastSamples());
    }
    Optional<DoubleUnaryOperator> function = ElementFunctions.find(name);
    if (function.isPresent()) {
      SeriesNode operand =
          arguments.isEmpty() ? new NumberNode(tick -> tick / 1e3) : node(arguments.get(0));
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
              node(arguments.get(0)), scalar(arguments.get(1)), tick -> Double.POSITIVE_INFINITY);
      case "clamp_max" ->
          new ClampNode(
              node(arguments.get(0)), tick -> Double.NEGATIVE_INFINITY, scalar(arguments.get(1)));
      case "round" ->
          new RoundNode(
              node(arguments.get(0)), arguments.size() > 1 ? scalar(arguments.get(1)) : tick -> 1);
      default -> throw refuse(call, "does not decide on one series");
    };
  }

  private SeriesNode timestamp(Expr argument) {
    Expr inner = argument;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    return inner instanceof VectorSelector selector
        ? instant(selector, true)
        : new TickTimeNode(node(inner));
  }

  private static ScalarNode scalar(Expr expr) {
    return ScalarCompiler.compile(expr);
  }

  private static ScalarNode factor(Expr expr) {
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

  /** How a node is named in a refusal. */
  private static final class NodeName {
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
}
