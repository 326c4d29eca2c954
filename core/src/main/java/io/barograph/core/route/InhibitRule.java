package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * That alerts are not told while another fires.
 *
 * @param name for people; may be empty
 * @param sourceMatchers what the alert matches that mutes
 * @param targetMatchers what the alerts match that are muted
 * @param equal the labels that must have one value in both; one that both lack is equal
 */
public record InhibitRule(
    String name,
    List<LabelMatcher> sourceMatchers,
    List<LabelMatcher> targetMatchers,
    List<String> equal)
    implements Serializable {
  /** Copies the lists. */
  public InhibitRule {
    sourceMatchers = List.copyOf(sourceMatchers);
    targetMatchers = List.copyOf(targetMatchers);
    equal = List.copyOf(equal);
  }

  /** True if an alert can mute others by this rule. */
  public boolean isSource(Labels alert) {
    return matches(sourceMatchers, alert);
  }

  /** True if an alert can be muted by this rule. */
  public boolean isTarget(Labels alert) {
    return matches(targetMatchers, alert);
  }

  /** The values of the labels that must be equal, in their order. */
  public List<String> equalValues(Labels alert) {
    List<String> values = new ArrayList<>(equal.size());
    for (String label : equal) {
      values.add(alert.get(label));
    }
    return values;
  }

  private static boolean matches(List<LabelMatcher> matchers, Labels alert) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(alert)) {
        return false;
      }
    }
    return true;
  }
}
