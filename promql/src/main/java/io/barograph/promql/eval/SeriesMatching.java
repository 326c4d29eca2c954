package io.barograph.promql.eval;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.VectorMatching;
import io.barograph.promql.parse.VectorMatching.Cardinality;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides whether an operator between two vectors can be evaluated on one series. */
final class SeriesMatching {
  private SeriesMatching() {}

  /**
   * Checks that an element meets none of another series.
   *
   * @param left the leaves below the left operand
   * @param right the leaves below the right operand
   * @throws SeriesCompiler.Refused if it may meet one
   */
  static void check(BinaryExpr binary, List<SeriesSelector> left, List<SeriesSelector> right) {
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    if (matching.fills()) {
      throw SeriesCompiler.refuse(binary, "fills in missing elements");
    }
    if (left.isEmpty() && right.isEmpty()) {
      return;
    }
    if (right.isEmpty()) {
      checkMeetsAll(binary, matching);
      return;
    }
    boolean matchesAllLabels = !matching.on() && matching.labels().orElse(List.of()).isEmpty();
    if (!matchesAllLabels) {
      throw SeriesCompiler.refuse(binary, "matches elements by some of their labels");
    }
    checkSameSeries(binary, left, right);
  }

  /*
   * A right side that reads no series has one element without labels. It meets every element on the
   * left if the operator matches by no label and the left may be many.
   */
  private static void checkMeetsAll(BinaryExpr binary, VectorMatching matching) {
    boolean matchesByNone = matching.on() && matching.labels().orElse(List.of()).isEmpty();
    boolean keepsLeft =
        binary.operator() == BinaryOperator.LAND
            || binary.operator() == BinaryOperator.LUNLESS
            || (matching.cardinality() == Cardinality.MANY_TO_ONE
                && matching.include().orElse(List.of()).isEmpty());
    if (!matchesByNone || !keepsLeft) {
      throw SeriesCompiler.refuse(binary, "matches elements with one that belongs to no series");
    }
  }

  /*
   * Elements meet by all labels but the metric name. If every leaf asks for the same metric name, an
   * element meets only that of its own series. Where one side may be absent and the other still
   * counts, every leaf must besides ask for exactly the same series.
   */
  private static void checkSameSeries(
      BinaryExpr binary, List<SeriesSelector> left, List<SeriesSelector> right) {
    Set<String> names = new HashSet<>();
    Set<Set<LabelMatcher>> matchers = new HashSet<>();
    for (List<SeriesSelector> side : List.of(left, right)) {
      for (SeriesSelector leaf : side) {
        names.add(leaf.metricName());
        matchers.add(Set.copyOf(leaf.matchers()));
      }
    }
    if (left.isEmpty() || names.size() > 1 || names.contains("")) {
      throw SeriesCompiler.refuse(binary, "matches elements of different metrics by their labels");
    }
    if (binary.operator() == BinaryOperator.LOR
        && MetricName.isTakenOffIn(binary.left()) != MetricName.isTakenOffIn(binary.right())) {
      throw SeriesCompiler.refuse(binary, "keeps the metric name on one of its sides only");
    }
    boolean oneSideCounts =
        binary.operator() == BinaryOperator.LOR || binary.operator() == BinaryOperator.LUNLESS;
    if (oneSideCounts && matchers.size() > 1) {
      throw SeriesCompiler.refuse(binary, "selects different series of one metric on its sides");
    }
  }
}
