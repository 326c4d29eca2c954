package io.barograph.core.incident;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.Owner;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * Rules whose alerts come and go as they should: that they do so again and again is no incident.
 * Immutable.
 */
public final class SteadyRules implements Serializable {
  /** None: every alert may flap. */
  public static final SteadyRules NONE = new SteadyRules(Set.of());

  private static final long serialVersionUID = 1;

  private final HashSet<Owner> rules = new HashSet<>();

  /**
   * Some rules.
   *
   * @param rules in whatever version
   */
  public SteadyRules(Set<Owner> rules) {
    rules.forEach(rule -> this.rules.add(anyVersion(rule)));
  }

  /** True if one of the rules of an alert is among them. */
  public boolean give(Alert alert) {
    return alert.owners().stream().anyMatch(owner -> rules.contains(anyVersion(owner)));
  }

  private static Owner anyVersion(Owner owner) {
    return new Owner(owner.pack(), owner.group(), owner.rule(), "");
  }
}
