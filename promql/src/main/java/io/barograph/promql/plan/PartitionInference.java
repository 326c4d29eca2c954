package io.barograph.promql.plan;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.parse.AbsentLabels;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.RecordingSource;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.parse.VectorMatching;
import io.barograph.promql.parse.VectorMatching.Cardinality;
import io.barograph.promql.plan.PartitionLabels.Routing;
import io.barograph.promql.vector.Leaf;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Infers the partition labels of each node from those of the nodes below it. */
record PartitionInference(Routing routing) {
  private static final List<String> NAME = List.of(Labels.METRIC_NAME);
  private static final List<String> WRITING = List.of("label_replace", "label_join");
  private static final NavigableMap<String, String> UNKNOWN =
      Collections.unmodifiableNavigableMap(new TreeMap<>());

  /** A node that reads no series has the same one element, without labels, everywhere. */
  private static final PartitionLabels DATA_FREE =
      new PartitionLabels(LabelNames.ALL, LabelNames.NONE, UNKNOWN);

  PartitionLabels of(Expr expr) {
    Optional<VectorSelector> selector = Leaves.selector(expr);
    if (selector.isPresent()) {
      return new PartitionLabels(LabelNames.ALL, LabelNames.ALL, constants(selector.get()));
    } else if (!Leaves.exist(expr) && !(expr instanceof Call)) {
      return DATA_FREE;
    } else if (expr instanceof RecordedExpr recorded) {
      return recorded(recorded);
    } else if (expr instanceof AggregateExpr aggregate) {
      return aggregate(aggregate);
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    } else if (expr instanceof Call call) {
      return call(call);
    }
    return of(expr.children().get(0));
  }

  /** The labels that a matcher fixes. */
  private static NavigableMap<String, String> constants(VectorSelector selector) {
    NavigableMap<String, String> constants = new TreeMap<>();
    for (LabelMatcher matcher : selector.matchers()) {
      if (matcher.type() == LabelMatcher.Type.EQUAL) {
        constants.put(matcher.name(), matcher.value());
      }
    }
    return constants;
  }

  /**
   * A label that a recording rule sets tells nothing of the series below it, and a limit counts all
   * elements in one place.
   */
  private PartitionLabels recorded(RecordedExpr recorded) {
    LabelNames key = LabelNames.ALL.minus(NAME);
    LabelNames outputs = LabelNames.NONE;
    for (RecordingSource source : recorded.sources()) {
      List<String> set = List.copyOf(source.labels().keySet());
      PartitionLabels written = of(source.expr()).without(set);
      key = source.limit() > 0 ? LabelNames.NONE : key.intersect(written.key());
      outputs = outputs.union(written.outputs()).union(LabelNames.only(set));
    }
    return new PartitionLabels(key, outputs, constants(recorded.selector()));
  }

  private PartitionLabels aggregate(AggregateExpr aggregate) {
    PartitionLabels argument = of(aggregate.expr());
    LabelNames group = groupLabels(aggregate);
    boolean parameterReadsSeries = aggregate.parameter().filter(Leaves::exist).isPresent();
    LabelNames key = parameterReadsSeries ? LabelNames.NONE : argument.key().intersect(group);
    return switch (aggregate.aggregation()) {
      case LIMIT_RATIO -> argument;
      case TOPK, BOTTOMK, LIMITK ->
          new PartitionLabels(key, argument.outputs(), groups(key, argument, group).constants());
      case COUNT_VALUES -> {
        String written = text(aggregate.parameter().orElseThrow());
        PartitionLabels groups = groups(key, argument, group).without(List.of(written));
        yield new PartitionLabels(groups.key(), groups.outputs().plus(written), groups.constants());
      }
      default -> groups(key, argument, group);
    };
  }

  private static LabelNames groupLabels(AggregateExpr aggregate) {
    List<String> grouping = aggregate.grouping().orElse(List.of());
    return aggregate.without()
        ? LabelNames.ALL.minus(grouping).minus(NAME)
        : LabelNames.only(grouping);
  }

  private static PartitionLabels groups(
      LabelNames key, PartitionLabels argument, LabelNames group) {
    NavigableMap<String, String> constants = new TreeMap<>(argument.constants());
    constants.keySet().removeIf(name -> !group.contains(name));
    return new PartitionLabels(key, argument.outputs().intersect(group), constants);
  }

  private PartitionLabels binary(BinaryExpr binary) {
    PartitionLabels left = of(binary.left());
    PartitionLabels right = of(binary.right());
    if (binary.left().type() == ValueType.SCALAR) {
      return right.withKey(right.key().intersect(left.key()));
    } else if (binary.right().type() == ValueType.SCALAR) {
      return left.withKey(left.key().intersect(right.key()));
    }
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    LabelNames outputs = outputs(binary.operator(), matching, left, right);
    LabelNames matched = matchedLabels(matching);
    NavigableMap<String, String> constants =
        constants(binary.operator(), matching.cardinality(), left, right);
    LabelNames key = left.key().intersect(right.key()).intersect(matched);
    boolean keepsLeft =
        binary.operator() == BinaryOperator.LAND
            || binary.operator() == BinaryOperator.LUNLESS
            || matching.cardinality() == Cardinality.MANY_TO_ONE;
    boolean keepsRight = matching.cardinality() == Cardinality.ONE_TO_MANY;
    boolean mayBroadcast = routing == Routing.EXTENDED && key.isEmpty();
    if (keepsLeft && (mayBroadcast || !Leaves.exist(binary.right()))) {
      key = left.key();
    } else if (keepsRight && (mayBroadcast || !Leaves.exist(binary.left()))) {
      key = right.key();
    }
    return new PartitionLabels(key, outputs, constants);
  }

  private static LabelNames matchedLabels(VectorMatching matching) {
    List<String> labels = matching.labels().orElse(List.of());
    return matching.on() ? LabelNames.only(labels) : LabelNames.ALL.minus(labels).minus(NAME);
  }

  private static LabelNames outputs(
      BinaryOperator operator,
      VectorMatching matching,
      PartitionLabels left,
      PartitionLabels right) {
    return switch (operator) {
      case LAND, LUNLESS -> left.outputs();
      case LOR -> left.outputs().union(right.outputs());
      default ->
          switch (matching.cardinality()) {
            case ONE_TO_ONE, MANY_TO_MANY -> left.outputs().intersect(matchedLabels(matching));
            case MANY_TO_ONE -> included(left, matching);
            case ONE_TO_MANY -> included(right, matching);
          };
    };
  }

  private static LabelNames included(PartitionLabels many, VectorMatching matching) {
    LabelNames included = LabelNames.only(matching.include().orElse(List.of()));
    return many.outputs().minus(NAME).union(included);
  }

  /** Elements that meet one to one know each other's labels; where one side is kept, its own. */
  private static NavigableMap<String, String> constants(
      BinaryOperator operator,
      Cardinality cardinality,
      PartitionLabels left,
      PartitionLabels right) {
    if (cardinality == Cardinality.ONE_TO_MANY) {
      return right.constants();
    }
    NavigableMap<String, String> constants = new TreeMap<>(left.constants());
    if (operator == BinaryOperator.LOR) {
      constants.entrySet().retainAll(right.constants().entrySet());
    } else if (cardinality == Cardinality.ONE_TO_ONE) {
      right.constants().forEach(constants::putIfAbsent);
    }
    return constants;
  }

  private PartitionLabels call(Call call) {
    List<Expr> arguments = call.arguments();
    return switch (call.function().name()) {
      case "absent", "absent_over_time" -> absent(arguments.get(0));
      case "scalar" ->
          new PartitionLabels(
              Leaves.exist(call) ? LabelNames.NONE : LabelNames.ALL, LabelNames.NONE, UNKNOWN);
      case "histogram_quantile", "histogram_fraction" -> operands(arguments).without(List.of("le"));
      case "label_replace" ->
          written(arguments.get(0), text(arguments.get(1)), arguments.subList(3, 4));
      case "label_join" ->
          written(arguments.get(0), text(arguments.get(1)), arguments.subList(3, arguments.size()));
      case "info" ->
          new PartitionLabels(
              of(arguments.get(0)).key().intersect(LabelNames.only(List.of("instance", "job"))),
              LabelNames.ALL,
              UNKNOWN);
      default -> operands(arguments);
    };
  }

  /** The vector's labels without its name, cut down by scalars that read series. */
  private PartitionLabels operands(List<Expr> arguments) {
    PartitionLabels vector = DATA_FREE;
    LabelNames key = LabelNames.ALL.minus(NAME);
    for (Expr argument : arguments) {
      PartitionLabels labels = of(argument);
      key = key.intersect(labels.key());
      if (argument.type() == ValueType.VECTOR || argument.type() == ValueType.MATRIX) {
        vector = labels;
      }
    }
    return new PartitionLabels(key, vector.outputs(), vector.constants());
  }

  private PartitionLabels absent(Expr argument) {
    NavigableMap<String, String> fixed = new TreeMap<>(AbsentLabels.of(argument).toMap());
    LabelNames names = LabelNames.only(fixed.keySet());
    return new PartitionLabels(names.intersect(of(argument).key()), names, fixed);
  }

  /**
   * A written label is a function of its sources. If elements and their series agree on these, it
   * can be calculated beforehand, unless elements may have a label of that name already which is
   * not known. Whether elements still have their metric name is not known either.
   */
  private PartitionLabels written(Expr argument, String target, List<Expr> sources) {
    PartitionLabels labels = of(argument);
    List<String> names = sources.stream().map(PartitionInference::text).toList();
    boolean isKnown =
        isKnown(labels, target) && names.stream().allMatch(source -> isKnown(labels, source));
    boolean isDerived =
        switch (routing) {
          case OWN_LABELS -> false;
          case LEAF_LABELS ->
              isKnown && !names.contains(Labels.METRIC_NAME) && isWrittenOnLeaf(argument);
          case EXTENDED -> isKnown;
        };
    PartitionLabels others = labels.without(List.of(target));
    return new PartitionLabels(
        isDerived ? others.key().plus(target) : others.key(),
        others.outputs().plus(target),
        others.constants());
  }

  /** As {@link Leaf#writes} says it of plans. */
  private static boolean isWrittenOnLeaf(Expr argument) {
    if (argument instanceof ParenExpr paren) {
      return isWrittenOnLeaf(paren.expr());
    } else if (argument instanceof Call call && WRITING.contains(call.function().name())) {
      return isWrittenOnLeaf(call.arguments().get(0));
    }
    return SeriesCompiler.compile(argument) instanceof Compilation.Plan;
  }

  private static boolean isKnown(PartitionLabels labels, String name) {
    return labels.key().contains(name) || !labels.outputs().contains(name);
  }

  private static String text(Expr literal) {
    return literal instanceof ParenExpr paren
        ? text(paren.expr())
        : ((StringLiteral) literal).value();
  }
}
