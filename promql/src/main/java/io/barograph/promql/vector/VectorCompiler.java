package io.barograph.promql.vector;

import static io.barograph.core.labels.Labels.METRIC_NAME;

import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.DelayedExpression;
import io.barograph.promql.eval.ElementExpression;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.MetricName;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SubquerySteps;
import io.barograph.promql.parse.AbsentLabels;
import io.barograph.promql.parse.Aggregation;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Functions;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.parse.VectorMatching;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Makes plans of expressions: as much as possible is evaluated on each series by itself, the rest
 * by nodes above.
 */
public final class VectorCompiler {
  private final EvaluationOptions options;
  private final NameRemoval removal;
  private final Optional<Cutting> cutting;
  private int leafCount;

  /** Of the piece that the node being compiled stands in. */
  private List<PlanSource> sources = new ArrayList<>();

  /** What that piece evaluates; absent for the whole expression. */
  private Optional<Expr> enclosing = Optional.empty();

  /** True from the expression on that says when alerts may end. */
  private boolean isRecovery;

  /** Where the node being compiled stands. */
  private Leaf.Place place;

  private VectorCompiler(EvaluationOptions options, Optional<Cutting> cutting) {
    this.options = options;
    this.place = Leaf.Place.AT_TICKS.delayed(options.queryOffsetMillis());
    this.cutting = cutting;
    this.removal = options.delaysNameRemoval() ? NameRemoval.AT_THE_END : NameRemoval.AT_ONCE;
  }

  /**
   * The plan for evaluating {@code expr} in one place.
   *
   * @param expr an instant vector or a scalar, well typed
   * @throws IllegalArgumentException if it cannot be evaluated; the message says which node cannot
   */
  public static VectorPlan compile(Expr expr, EvaluationOptions options) {
    return compile(expr, Optional.empty(), options, Optional.empty());
  }

  /**
   * The plan for evaluating {@code expr} in stages: aggregations are folded where their arguments
   * arise, as far as they can be.
   *
   * @param recovery an instant vector that says when the rule's alerts may end
   * @param cutting is not asked about what decides on one series alone
   * @throws IllegalArgumentException as {@link #compile}
   */
  public static VectorPlan compileInStages(
      Expr expr, Optional<Expr> recovery, EvaluationOptions options, Cutting cutting) {
    return compile(expr, recovery, options, Optional.of(cutting));
  }

  private static VectorPlan compile(
      Expr expr, Optional<Expr> recovery, EvaluationOptions options, Optional<Cutting> cutting) {
    if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
      throw new IllegalArgumentException(
          "an expression must be an instant vector or a scalar, was a "
              + expr.type().documentedName());
    }
    VectorCompiler compiler = new VectorCompiler(options, cutting);
    VectorNode root =
        expr.type() == ValueType.SCALAR ? compiler.number(expr) : compiler.vector(expr);
    Optional<VectorNode> recovered = recovery.map(compiler::recovery);
    VectorPlan plan = compiler.plan(root, expr.type());
    return recovered.map(plan::recoveringBy).orElse(plan);
  }

  /** Of the piece that has just been compiled. */
  private VectorPlan plan(VectorNode root, ValueType type) {
    return new VectorPlan(root, sources, type, removal, place.delayMillis());
  }

  private VectorNode recovery(Expr expr) {
    isRecovery = true;
    return vector(expr, place.ofRecovery());
  }

  private VectorNode vector(Expr expr) {
    if (SeriesCompiler.compile(expr, options) instanceof Compilation.Plan plan) {
      return leaf(expr, plan.expression(), Scalars.NONE);
    } else if (expr instanceof ParenExpr paren) {
      return vector(paren.expr());
    } else if (expr instanceof UnaryExpr unary) {
      return element(unary, unary.expr());
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    } else if (expr instanceof AggregateExpr aggregate) {
      return aggregate(aggregate);
    } else if (expr instanceof Call call) {
      return call(call);
    } else if (expr instanceof RecordedExpr recorded) {
      return RecordedNode.of(recorded, place, options, this::vector);
    }
    // A selector: nothing but a leaf, so the refusal is to be told.
    Compilation.Refusal refusal = (Compilation.Refusal) SeriesCompiler.compile(expr, options);
    throw new IllegalArgumentException(refusal.reason());
  }

  private VectorNode vector(Expr expr, Leaf.Place newPlace) {
    Leaf.Place before = place;
    place = newPlace;
    VectorNode node = vector(expr);
    place = before;
    return node;
  }

  private LeafNode leaf(Expr expr, SeriesExpression expression, Scalars scalars) {
    addLeaf(expr, expression, Optional.empty());
    return new LeafNode(sources.size() - 1, scalars, place.delayMillis());
  }

  private void addLeaf(Expr expr, SeriesExpression expression, Optional<Fold> fold) {
    SeriesExpression then =
        place.delayMillis() == 0
            ? expression
            : new DelayedExpression(expression, place.delayMillis());
    sources.add(new Leaf(expr, then, place, fold, List.of(), leafCount++));
  }

  /**
   * The elements of an aggregation's argument, folded where they arise; nothing if each of them is
   * needed here.
   */
  private Optional<VectorNode> folded(Expr argument, Fold fold) {
    if (cutting.isEmpty() || !Accumulator.mayFoldInParts(fold.aggregation())) {
      return Optional.empty();
    }
    if (SeriesCompiler.compile(argument, options) instanceof Compilation.Plan plan) {
      if (mayBecomeAlike(plan.expression()) || fold.grouping().names().contains(METRIC_NAME)) {
        return Optional.empty();
      }
      OptionalInt known = isRecovery ? foldedBefore(argument, fold) : OptionalInt.empty();
      if (known.isPresent()) {
        return Optional.of(folded(known.getAsInt(), fold));
      }
      addLeaf(argument, plan.expression(), Optional.of(fold));
    } else if (mayBePiece(argument) && cutting.get().isPiece(argument, enclosing)) {
      VectorPlan plan = piece(argument);
      sources.add(new Piece(argument, plan, fold, place));
    } else {
      return Optional.empty();
    }
    return Optional.of(folded(sources.size() - 1, fold));
  }

  private FoldedNode folded(int source, Fold fold) {
    return new FoldedNode(source, fold.aggregation(), place.delayMillis());
  }

  /** A piece is evaluated once at each instant, and so gives the same whenever it is asked for. */
  private boolean mayBePiece(Expr argument) {
    return !options.delaysNameRemoval() && !(place.isInSteps() && argument.isSeenLater());
  }

  /** The place of a leaf that the condition has folded just so. */
  private OptionalInt foldedBefore(Expr argument, Fold fold) {
    return IntStream.range(0, sources.size())
        .filter(
            source -> sources.get(source) instanceof Leaf leaf && leaf.gives(argument, fold, place))
        .findFirst();
  }

  /** Series of several metrics that lose their names must be looked at together. */
  private static boolean mayBecomeAlike(SeriesExpression expression) {
    return expression.takesNameOff()
        && expression.selectors().stream().anyMatch(one -> one.metricName().isEmpty());
  }

  private VectorPlan piece(Expr argument) {
    List<PlanSource> sourcesBefore = sources;
    Optional<Expr> enclosingBefore = enclosing;
    sources = new ArrayList<>();
    enclosing = Optional.of(argument);
    VectorNode root = vector(argument, place.insidePiece());
    VectorPlan plan = plan(root, ValueType.VECTOR);
    sources = sourcesBefore;
    enclosing = enclosingBefore;
    return plan;
  }

  private NumberNode number(Expr expr) {
    ElementExpression number = SeriesCompiler.compileAbove(expr, Optional.empty(), options);
    return new NumberNode(number.expression(), scalars(number), expr.range());
  }

  private Scalars scalars(ElementExpression expression) {
    return new Scalars(expression.scalars().stream().map(this::vector).toList());
  }

  private VectorNode element(Expr expr, Expr operand) {
    ElementExpression above = SeriesCompiler.compileAbove(expr, Optional.of(operand), options);
    boolean takesNameOff = MetricName.isTakenOffBy(expr);
    if (operand instanceof SubqueryExpr subquery) {
      SubquerySteps steps = SubquerySteps.of(subquery, options);
      return new SubqueryVectorNode(
          above.expression(),
          vector(subquery.expr(), place.inSubquery(steps)),
          steps,
          scalars(above),
          takesNameOff,
          removal);
    }
    return new ElementNode(
        above.expression(), vector(operand), scalars(above), takesNameOff, removal);
  }

  private VectorNode binary(BinaryExpr binary) {
    if (binary.left().type() == ValueType.SCALAR) {
      return element(binary, binary.right());
    } else if (binary.right().type() == ValueType.SCALAR) {
      return element(binary, binary.left());
    }
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    if (matching.fills()) {
      throw new IllegalArgumentException(
          "operator %s fills in missing elements, which is experimental"
              .formatted(binary.operator().symbol()));
    }
    VectorNode left = vector(binary.left());
    VectorNode right =
        binary.operator() == BinaryOperator.LUNLESS
            ? vector(binary.right(), place.ofAbsence())
            : vector(binary.right());
    return binary.operator().isSet()
        ? new SetNode(binary.operator(), MatchNode.signature(matching), left, right)
        : MatchNode.of(binary.operator(), binary.returnsBool(), matching, left, right, removal);
  }

  private VectorNode aggregate(AggregateExpr aggregate) {
    Grouping grouping = Grouping.of(aggregate);
    Optional<VectorNode> folded =
        folded(aggregate.expr(), new Fold(aggregate.aggregation(), grouping));
    if (folded.isPresent()) {
      return folded.get();
    }
    VectorNode operand = vector(aggregate.expr());
    return switch (aggregate.aggregation()) {
      case TOPK, BOTTOMK ->
          new RankNode(
              aggregate.aggregation() == Aggregation.TOPK,
              grouping,
              operand,
              number(aggregate.parameter().orElseThrow()));
      case COUNT_VALUES -> {
        String label = text(aggregate.parameter().orElseThrow());
        if (label.isEmpty()) {
          throw new IllegalArgumentException("invalid label name \"\" in count_values()");
        }
        yield new CountValuesNode(label, grouping.with(label), operand);
      }
      case LIMITK, LIMIT_RATIO ->
          throw new IllegalArgumentException(
              aggregate.aggregation().symbol() + "() is experimental");
      default ->
          new AggregateNode(
              aggregate.aggregation(),
              grouping,
              operand,
              aggregate.parameter().map(this::number).orElse(null));
    };
  }

  private VectorNode call(Call call) {
    List<Expr> arguments = call.arguments();
    String name = call.function().name();
    return switch (name) {
      case "absent" -> absent(arguments.get(0), arguments.get(0));
      case "absent_over_time" -> {
        Call present =
            new Call(Functions.find("present_over_time").orElseThrow(), arguments, call.range());
        yield absent(arguments.get(0), present);
      }
      case "label_replace" ->
          written(
              arguments.get(0),
              LabelReplace.of(
                  text(arguments.get(1)),
                  text(arguments.get(2)),
                  text(arguments.get(3)),
                  text(arguments.get(4))));
      case "label_join" ->
          written(
              arguments.get(0),
              new LabelJoin(
                  text(arguments.get(1)),
                  text(arguments.get(2)),
                  arguments.subList(3, arguments.size()).stream()
                      .map(VectorCompiler::text)
                      .toList()));
      case "histogram_quantile" ->
          new HistogramNode(
              HistogramNode.Measure.QUANTILE,
              vector(arguments.get(1)),
              arguments.get(1).range(),
              List.of(number(arguments.get(0))),
              removal);
      case "histogram_fraction" ->
          new HistogramNode(
              HistogramNode.Measure.FRACTION,
              vector(arguments.get(2)),
              arguments.get(2).range(),
              List.of(number(arguments.get(0)), number(arguments.get(1))),
              removal);
      case "sort", "sort_desc" ->
          new SortNode(name.equals("sort_desc"), vector(arguments.get(0)), call.range());
      default -> elementCall(call);
    };
  }

  /** Tells the leaf, if the label is written straight on its elements. */
  private LabelWriteNode written(Expr argument, LabelWrite write) {
    VectorNode operand = vector(argument);
    VectorNode below = operand;
    while (below instanceof LabelWriteNode other) {
      below = other.operand();
    }
    if (below instanceof LeafNode leaf) {
      sources.set(leaf.leaf(), ((Leaf) sources.get(leaf.leaf())).writing(write));
    }
    return new LabelWriteNode(operand, write);
  }

  /** That there is any element is all that is asked. */
  private AbsentNode absent(Expr asked, Expr argument) {
    Leaf.Place before = place;
    place = place.ofAbsence();
    VectorNode operand =
        folded(argument, new Fold(Aggregation.GROUP, Grouping.INTO_ONE))
            .orElseGet(() -> vector(argument));
    place = before;
    return new AbsentNode(AbsentLabels.of(asked), operand);
  }

  private VectorNode elementCall(Call call) {
    for (Expr argument : call.arguments()) {
      Expr inner = withoutParentheses(argument);
      boolean isRange = inner.type() == ValueType.MATRIX && inner instanceof SubqueryExpr;
      if (isRange || inner.type() == ValueType.VECTOR) {
        return element(call, inner);
      }
    }
    return Leaves.exist(call) ? rangeWithScalars(call) : number(call);
  }

  /** A function of a range that takes a number from other series: nothing for a stream. */
  private VectorNode rangeWithScalars(Call call) {
    if (options.bounds().isEmpty()) {
      throw new IllegalArgumentException(
          call.function().name() + "() takes a number from other series, which are not beside it");
    }
    ElementExpression range = SeriesCompiler.compileAbove(call, Optional.empty(), options);
    return leaf(call, range.expression(), scalars(range));
  }

  private static Expr withoutParentheses(Expr expr) {
    return expr instanceof ParenExpr paren ? withoutParentheses(paren.expr()) : expr;
  }

  private static String text(Expr literal) {
    return literal instanceof ParenExpr paren
        ? text(paren.expr())
        : ((StringLiteral) literal).value();
  }
}
