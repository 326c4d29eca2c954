package io.barograph.promql.parse;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.util.Optional;

/** The labels of the element by which {@code absent} says that series are missing. */
public final class AbsentLabels {
  private AbsentLabels() {}

  /** The labels that exactly one matcher of a selector names, and that one for equality. */
  public static Labels of(Expr argument) {
    Optional<VectorSelector> selector =
        argument instanceof RecordedExpr recorded
            ? Optional.of(recorded.selector())
            : Leaves.selector(argument);
    if (selector.isEmpty()) {
      return Labels.EMPTY;
    }
    Labels.Builder labels = Labels.builder();
    for (LabelMatcher matcher : selector.get().matchers()) {
      boolean isFixed =
          matcher.type() == LabelMatcher.Type.EQUAL && named(selector.get(), matcher.name()) == 1;
      if (isFixed && !matcher.name().equals(Labels.METRIC_NAME)) {
        labels.add(matcher.name(), matcher.value());
      }
    }
    return labels.build();
  }

  private static long named(VectorSelector selector, String label) {
    return selector.matchers().stream().filter(matcher -> matcher.name().equals(label)).count();
  }
}
