package io.barograph.core.incident;

import java.io.Serializable;
import java.time.Duration;

/**
 * How alerts that no graph knows are put together by what they have in common.
 *
 * @param window how long after the alerts that it is like an alert begins, at most
 * @param joinScore how probable it must be that an alert came of the cause of the others before it
 *     joins them, in (0, 1)
 */
public record LikenessPolicy(Duration window, double joinScore) implements Serializable {
  /** What ships. */
  public static final LikenessPolicy DEFAULT = new LikenessPolicy(Duration.ofMinutes(5), 0.7);

  public LikenessPolicy {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window must be > 0, was " + window);
    }
    if (!(joinScore > 0 && joinScore < 1)) {
      throw new IllegalArgumentException("joinScore must be in (0, 1), was " + joinScore);
    }
  }
}
