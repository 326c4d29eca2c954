package io.barograph.core.detect;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which series something is about: those that at least one selector takes.
 *
 * @param selectors of one, all matchers must pass
 */
public record SeriesSelectors(List<List<LabelMatcher>> selectors) implements Serializable {
  public SeriesSelectors {
    selectors = selectors.stream().map(List::copyOf).toList();
  }

  /** Of these series, those that have all of some labels. */
  SeriesSelectors having(List<String> labels) {
    return new SeriesSelectors(
        selectors.stream().map(selector -> withLabels(selector, labels)).toList());
  }

  private static List<LabelMatcher> withLabels(List<LabelMatcher> selector, List<String> labels) {
    List<LabelMatcher> matchers = new ArrayList<>(selector);
    for (String label : labels) {
      matchers.add(LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, label, ""));
    }
    return matchers;
  }

  /** True if it is about a series. */
  public boolean cover(Labels series) {
    for (List<LabelMatcher> selector : selectors) {
      if (passes(selector, series)) {
        return true;
      }
    }
    return false;
  }

  private static boolean passes(List<LabelMatcher> selector, Labels series) {
    for (LabelMatcher matcher : selector) {
      if (!matcher.matches(series)) {
        return false;
      }
    }
    return true;
  }
}
