package io.barograph.promql.lint;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.promql.parse.Aggregation;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.plan.LabelNames;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A part of a metric, set against the whole, where each element meets only itself.
 *
 * <p>In {@code rate(x{code="500"}[5m]) / rate(x[5m])} both sides keep {@code code}, so elements
 * meet only if they agree on it: what meets is the same on both sides, and the ratio is 1. The same
 * holds for any two sides that differ in matchers alone, if every label of these matchers reaches
 * the operator on both sides and elements meet by it.
 */
final class SelfMatchCheck implements RuleCheck {
  /** Functions whose result depends on more of the labels than their names. */
  private static final Set<String> UNLIKE =
      Set.of("absent", "absent_over_time", "label_replace", "label_join", "scalar", "info");

  @Override
  public void run(RuleContext rule, Findings findings) {
    for (BinaryExpr binary : Nodes.matches(rule.expr())) {
      Optional<String> outcome = outcome(binary);
      SortedSet<String> differing = new TreeSet<>();
      if (outcome.isPresent()
          && isAlike(binary.left(), binary.right(), differing)
          && !differing.isEmpty()
          && reach(binary, differing)) {
        String labels = String.join(", ", differing);
        findings.add(
            Check.MATCHES_ITSELF,
            "both sides of %s keep %s, so each element meets only itself and the result is %s"
                .formatted(Nodes.text(binary), labels, outcome.get()),
            "aggregate both sides without " + labels);
      }
    }
  }

  /** What the operator gives for a value and itself. */
  private static Optional<String> outcome(BinaryExpr binary) {
    return switch (binary.operator()) {
      case DIV -> Optional.of("1");
      case SUB -> Optional.of("0");
      case GTR, LSS, NEQ -> Optional.of("never true");
      default -> Optional.empty();
    };
  }

  private static boolean reach(BinaryExpr binary, Set<String> labels) {
    LabelFacts left = LabelFacts.of(binary.left());
    LabelFacts right = LabelFacts.of(binary.right());
    LabelNames matched = MatchChecks.matchedLabels(binary);
    LabelNames everywhere = matched.intersect(left.outputs()).intersect(right.outputs());
    return labels.stream().allMatch(everywhere::contains)
        && MatchChecks.conflict(left, right, matched).isEmpty();
  }

  /** True if the two differ in matchers alone; the labels of these go to {@code differing}. */
  private static boolean isAlike(Expr left, Expr right, Set<String> differing) {
    Expr one = Nodes.bare(left);
    Expr other = Nodes.bare(right);
    return hasSameHead(one, other, differing)
        && areAlike(one.children(), other.children(), differing);
  }

  private static boolean areAlike(List<Expr> left, List<Expr> right, Set<String> differing) {
    for (int i = 0; i < left.size(); i++) {
      if (i >= right.size() || !isAlike(left.get(i), right.get(i), differing)) {
        return false;
      }
    }
    return left.size() == right.size();
  }

  private static boolean hasSameHead(Expr left, Expr right, Set<String> differing) {
    if (left instanceof VectorSelector one && right instanceof VectorSelector other) {
      addDifferences(one, other, differing);
      return one.time().equals(other.time())
          && one.edges() == other.edges()
          && !Nodes.metricName(one).isEmpty()
          && Nodes.metricName(one).equals(Nodes.metricName(other));
    } else if (left instanceof MatrixSelector one && right instanceof MatrixSelector other) {
      return one.width().equals(other.width()) && one.widthExpr().equals(other.widthExpr());
    } else if (left instanceof SubqueryExpr one && right instanceof SubqueryExpr other) {
      return one.width().equals(other.width())
          && one.widthExpr().equals(other.widthExpr())
          && one.step().equals(other.step())
          && one.stepExpr().equals(other.stepExpr())
          && one.time().equals(other.time());
    } else if (left instanceof AggregateExpr one && right instanceof AggregateExpr other) {
      return one.aggregation() == other.aggregation()
          && foldsEachGroup(one.aggregation())
          && one.without() == other.without()
          && one.grouping().map(Set::copyOf).equals(other.grouping().map(Set::copyOf));
    } else if (left instanceof Call one && right instanceof Call other) {
      return one.function().equals(other.function()) && !UNLIKE.contains(one.function().name());
    } else if (left instanceof UnaryExpr one && right instanceof UnaryExpr other) {
      return one.negative() == other.negative();
    } else if (left instanceof NumberLiteral one && right instanceof NumberLiteral other) {
      return one.value() == other.value();
    } else if (left instanceof StringLiteral one && right instanceof StringLiteral other) {
      return one.value().equals(other.value());
    } else if (left instanceof BinaryExpr one && right instanceof BinaryExpr other) {
      return one.operator() == other.operator()
          && one.returnsBool() == other.returnsBool()
          && hasScalar(one)
          && hasScalar(other);
    }
    return false;
  }

  private static boolean hasScalar(BinaryExpr binary) {
    return binary.left().type() == ValueType.SCALAR || binary.right().type() == ValueType.SCALAR;
  }

  private static boolean foldsEachGroup(Aggregation aggregation) {
    return switch (aggregation) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, COUNT_VALUES -> false;
      default -> true;
    };
  }

  private static void addDifferences(
      VectorSelector left, VectorSelector right, Set<String> differing) {
    Set<LabelMatcher> different = new HashSet<>(left.matchers());
    different.removeIf(right.matchers()::contains);
    right.matchers().stream()
        .filter(matcher -> !left.matchers().contains(matcher))
        .forEach(different::add);
    different.forEach(matcher -> differing.add(matcher.name()));
  }
}
