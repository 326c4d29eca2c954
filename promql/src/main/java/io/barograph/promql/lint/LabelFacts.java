package io.barograph.promql.lint;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.AbsentLabels;
import io.barograph.promql.parse.Aggregation;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.parse.VectorMatching;
import io.barograph.promql.plan.LabelNames;
import io.barograph.promql.plan.PartitionLabels;
import io.barograph.promql.plan.PartitionLabels.Routing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of the labels of every element of an expression.
 *
 * @param outputs the labels that elements may have
 * @param passed the matchers that every element passes
 */
record LabelFacts(LabelNames outputs, Set<LabelMatcher> passed) {
  static LabelFacts of(Expr expr) {
    LabelNames outputs = PartitionLabels.of(expr, Routing.EXTENDED).outputs();
    return new LabelFacts(
        outputs,
        passed(expr)
            .filter(matcher -> outputs.contains(matcher.name()))
            .collect(Collectors.toSet()));
  }

  /** The value that every element has, the empty text where none has the label. */
  Optional<String> value(String label) {
    if (!outputs.contains(label)) {
      return Optional.of("");
    }
    return passed.stream()
        .filter(matcher -> matcher.name().equals(label))
        .filter(matcher -> matcher.type() == LabelMatcher.Type.EQUAL)
        .map(LabelMatcher::value)
        .findFirst();
  }

  /** A matcher on the label that no element with {@code value} passes. */
  Optional<LabelMatcher> refusalOf(String label, String value) {
    return passed.stream()
        .filter(matcher -> matcher.name().equals(label))
        .filter(matcher -> !matcher.matches(value))
        .findFirst();
  }

  private static Stream<LabelMatcher> passed(Expr expr) {
    Optional<VectorSelector> selector = Leaves.selector(expr);
    if (selector.isPresent()) {
      return selector.get().matchers().stream()
          .filter(matcher -> !matcher.name().equals(Labels.METRIC_NAME));
    } else if (expr instanceof AggregateExpr aggregate) {
      return aggregate.aggregation() == Aggregation.COUNT_VALUES
          ? Stream.of()
          : of(aggregate.expr()).passed().stream();
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    } else if (expr instanceof Call call) {
      return call(call);
    }
    return expr.children().stream().limit(1).flatMap(child -> of(child).passed().stream());
  }

  private static Stream<LabelMatcher> binary(BinaryExpr binary) {
    if (binary.left().type() == ValueType.SCALAR) {
      return of(binary.right()).passed().stream();
    } else if (binary.right().type() == ValueType.SCALAR) {
      return of(binary.left()).passed().stream();
    }
    Set<LabelMatcher> left = of(binary.left()).passed();
    Set<LabelMatcher> right = of(binary.right()).passed();
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    List<String> included = matching.include().orElse(List.of());
    return switch (binary.operator()) {
      case LAND, LUNLESS -> left.stream();
      case LOR -> left.stream().filter(right::contains);
      default ->
          switch (matching.cardinality()) {
            case ONE_TO_ONE, MANY_TO_MANY -> Stream.concat(left.stream(), right.stream());
            case MANY_TO_ONE -> left.stream().filter(matcher -> !included.contains(matcher.name()));
            case ONE_TO_MANY ->
                right.stream().filter(matcher -> !included.contains(matcher.name()));
          };
    };
  }

  private static Stream<LabelMatcher> call(Call call) {
    List<Expr> arguments = call.arguments();
    return switch (call.function().name()) {
      case "absent", "absent_over_time" ->
          AbsentLabels.of(arguments.get(0)).toMap().entrySet().stream()
              .map(label -> LabelMatcher.equal(label.getKey(), label.getValue()));
      case "label_replace", "label_join" -> {
        String target =
            Nodes.bare(arguments.get(1)) instanceof StringLiteral text ? text.value() : "";
        yield of(arguments.get(0)).passed().stream()
            .filter(matcher -> !matcher.name().equals(target));
      }
      case "scalar", "vector", "info" -> Stream.of();
      default ->
          arguments.stream()
              .filter(argument -> argument.type() != ValueType.SCALAR)
              .limit(1)
              .flatMap(argument -> of(argument).passed().stream());
    };
  }
}
