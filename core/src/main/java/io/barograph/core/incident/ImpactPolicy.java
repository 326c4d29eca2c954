package io.barograph.core.incident;

import java.io.Serializable;

/**
 * When an incident is more urgent than its alerts are.
 *
 * @param manyServices an incident that touches so many services is raised by a step, at least 1
 * @param greatWeight and so is one that touches a service that matters so much, at least 0; see
 *     {@link ServiceGraph#weightOf}
 */
public record ImpactPolicy(int manyServices, double greatWeight) implements Serializable {
  /** What ships: a service that nobody has given a weight has 1. */
  public static final ImpactPolicy DEFAULT = new ImpactPolicy(5, 10);

  public ImpactPolicy {
    if (manyServices < 1) {
      throw new IllegalArgumentException("manyServices must be >= 1, was " + manyServices);
    }
    if (!(greatWeight >= 0)) {
      throw new IllegalArgumentException("greatWeight must be >= 0, was " + greatWeight);
    }
  }
}
