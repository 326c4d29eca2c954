package io.barograph.promql.lint;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.VectorMatching;
import io.barograph.promql.parse.VectorMatching.Cardinality;
import io.barograph.promql.plan.LabelNames;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Operators between vectors whose elements cannot find each other. */
final class MatchChecks implements RuleCheck {
  @Override
  public void run(RuleContext rule, Findings findings) {
    for (BinaryExpr binary : Nodes.matches(rule.expr())) {
      if (binary.operator() != BinaryOperator.LOR && !hasConflictBelow(binary)) {
        check(binary, findings);
      }
      included(binary, findings);
    }
  }

  /** True if an operand has no elements anyway. */
  private static boolean hasConflictBelow(BinaryExpr binary) {
    return binary.children().stream()
        .flatMap(side -> Nodes.matches(side).stream())
        .filter(below -> below.operator() != BinaryOperator.LOR)
        .anyMatch(
            below ->
                conflict(
                        LabelFacts.of(below.left()),
                        LabelFacts.of(below.right()),
                        matchedLabels(below))
                    .isPresent());
  }

  private static void check(BinaryExpr binary, Findings findings) {
    LabelFacts left = LabelFacts.of(binary.left());
    LabelFacts right = LabelFacts.of(binary.right());
    LabelNames matched = matchedLabels(binary);
    Optional<String> conflict = conflict(left, right, matched);
    if (conflict.isPresent()) {
      findings.add(
          Check.NEVER_MATCHES,
          "the sides of %s in %s have no labels in common: %s"
              .formatted(binary.operator().symbol(), Nodes.text(binary), conflict.get()),
          "leave the label out with ignoring(), or select and group both sides alike");
      return;
    }
    NavigableSet<String> lost = lost(left.outputs(), right.outputs(), matched);
    if (!lost.isEmpty()) {
      findings.add(
          Check.MATCHES_BY_LOST_LABEL,
          "%s matches by %s, which one of its sides has dropped, in %s"
              .formatted(binary.operator().symbol(), String.join(", ", lost), Nodes.text(binary)),
          "keep the label on both sides, or match on() labels that both have");
    }
  }

  /** The labels by which elements meet. */
  static LabelNames matchedLabels(BinaryExpr binary) {
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    List<String> labels = matching.labels().orElse(List.of());
    return matching.on()
        ? LabelNames.only(labels)
        : LabelNames.ALL.minus(labels).minus(List.of(Labels.METRIC_NAME));
  }

  /** Why no two elements can meet, if it is certain that none can. */
  static Optional<String> conflict(LabelFacts left, LabelFacts right, LabelNames matched) {
    return Stream.concat(left.passed().stream(), right.passed().stream())
        .map(LabelMatcher::name)
        .filter(matched::contains)
        .sorted()
        .distinct()
        .flatMap(
            label ->
                Stream.concat(
                    conflict(label, left, "left", right, "right").stream(),
                    conflict(label, right, "right", left, "left").stream()))
        .findFirst();
  }

  private static Optional<String> conflict(
      String label, LabelFacts one, String oneSide, LabelFacts other, String otherSide) {
    return one.value(label)
        .flatMap(
            value ->
                other
                    .refusalOf(label, value)
                    .map(
                        matcher ->
                            "the %s side has %s and the %s side asks for %s"
                                .formatted(
                                    oneSide,
                                    value.isEmpty()
                                        ? "no label " + label
                                        : label + "=\"" + value + "\"",
                                    otherSide,
                                    matcher)));
  }

  /** The matched labels that one side may have and the other, whose labels are known, has not. */
  private static NavigableSet<String> lost(LabelNames left, LabelNames right, LabelNames matched) {
    LabelNames leftMatched = left.intersect(matched);
    LabelNames rightMatched = right.intersect(matched);
    NavigableSet<String> lost = new TreeSet<>();
    if (leftMatched.allExcept() || rightMatched.allExcept()) {
      return lost;
    }
    Stream.concat(leftMatched.names().stream(), rightMatched.names().stream())
        .filter(label -> leftMatched.contains(label) != rightMatched.contains(label))
        .forEach(lost::add);
    return lost;
  }

  private static void included(BinaryExpr binary, Findings findings) {
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    boolean fromRight = matching.cardinality() == Cardinality.MANY_TO_ONE;
    LabelFacts one = LabelFacts.of(fromRight ? binary.right() : binary.left());
    for (String label : matching.include().orElse(List.of())) {
      if (!one.outputs().contains(label)) {
        findings.add(
            Check.INCLUDES_LOST_LABEL,
            "%s takes over %s, which no element of %s has"
                .formatted(
                    fromRight ? "group_left" : "group_right",
                    label,
                    Nodes.text(fromRight ? binary.right() : binary.left())),
            "keep the label in the aggregation of that side");
      }
    }
  }
}
