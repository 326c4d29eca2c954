package io.barograph.promql.rules;

import java.util.List;
import java.util.Objects;

/**
 * What becomes of a rule, of what a group says of all its rules, or of a chain, from one version of
 * a pack to another.
 *
 * @param group the name of the group, the new one if it has changed; empty for a chain
 * @param rule such as {@code alert "Down"}, with the new name if it has changed, or {@code chain
 *     "escalation"}; empty for the group itself
 * @param fields what is said otherwise, in the order in which rule files have it; empty if the rule
 *     is new or gone, or if only what it reads has changed
 * @param endings why the alerts of the rule end and begin again, or why open chains end; empty if
 *     they go on
 */
public record RuleChange(
    Kind kind, String group, String rule, List<FieldChange> fields, List<String> endings) {
  public RuleChange {
    Objects.requireNonNull(kind);
    fields = List.copyOf(fields);
    endings = List.copyOf(endings);
  }

  /** What becomes of it. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * A field that says something else.
   *
   * @param field such as {@code expr} or {@code labels.severity}
   * @param before what it said; empty if it was not there
   * @param after what it says; empty if it is not there
   */
  public record FieldChange(String field, String before, String after) {}

  /** True if it is of a chain. */
  public boolean isOfChain() {
    return group.isEmpty() && !rule.isEmpty();
  }

  /** True if alerts of the rule end and begin again. */
  public boolean endsAlerts() {
    return !isOfChain() && !endings.isEmpty();
  }

  /** True if open chains end. */
  public boolean endsChains() {
    return isOfChain() && !endings.isEmpty();
  }
}
