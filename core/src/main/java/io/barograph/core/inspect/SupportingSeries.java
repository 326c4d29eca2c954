package io.barograph.core.inspect;

import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import java.util.List;

/**
 * A series that a leaf of a rule reads.
 *
 * @param owner the rule
 * @param leaf the expression that is evaluated on the series
 * @param bit of the leaf among those of the rule; 0 if the rule looks at one series alone
 * @param series the labels of the series
 * @param group the labels by which it counts: its own, or those of the group it is folded into
 * @param newest its newest samples, newest first
 */
public record SupportingSeries(
    Owner owner, String leaf, long bit, Labels series, Labels group, List<SeenSample> newest) {
  public SupportingSeries {
    newest = List.copyOf(newest);
  }

  /**
   * True if an alert rests on it: its leaf had data for the alert's element, and both agree on
   * every label that both have, the metric name left out.
   */
  public boolean supports(InspectedAlert alert) {
    boolean isLeaf = bit == 0 ? alert.support() == 0 : (alert.support() & bit) != 0;
    return isLeaf && Owner.ORDER.compare(owner, alert.owner()) == 0 && agrees(alert.element());
  }

  private boolean agrees(Labels element) {
    for (int i = 0; i < group.size(); i++) {
      String name = group.name(i);
      String other = element.get(name);
      if (!name.equals(Labels.METRIC_NAME) && !other.isEmpty() && !other.equals(group.value(i))) {
        return false;
      }
    }
    return true;
  }
}
