package io.barograph.core.rootcause;

import java.time.Duration;
import java.util.Locale;

/**
 * How roots are searched.
 *
 * @param history how many values of a signal say what is usual; a day of minutes by default
 * @param leastHistory without so many values nothing is said of a signal; of a utilisation, which
 *     has a limit beside its past, two are enough
 * @param ownHistory without so many intervals a service's rate of errors is its peers': a 90th
 *     percentile needs ten values
 * @param leastRise relative changes below are never more than one deviation; 0.1 by default
 * @param hops over how many calls a service's errors are explained by another; one that logs none
 *     of its own may lie between, so 2
 * @param onset from how many deviations on a signal is said to have changed
 * @param changeWindow a change so long before the onset may be what did it
 * @param changeShare a service that was changed goes before those with at most {@code 1 /
 *     changeShare} times its score
 */
public record RootCausePolicy(
    int history,
    int leastHistory,
    int ownHistory,
    double leastRise,
    int hops,
    double onset,
    Duration changeWindow,
    double changeShare) {
  /** What holds where nothing is said. */
  public static final RootCausePolicy DEFAULT =
      new RootCausePolicy(1_440, 3, 10, 0.1, 2, 3, Duration.ofMinutes(15), 0.5);

  /** Refuses what makes no sense. */
  public RootCausePolicy {
    atLeast("history", history, 1);
    atLeast("leastHistory", leastHistory, 1);
    atLeast("ownHistory", ownHistory, leastHistory);
    atLeast("hops", hops, 0);
    if (!(leastRise > 0)) {
      throw refused("leastRise must be > 0, was %s", leastRise);
    }
    if (!(onset > 0)) {
      throw refused("onset must be > 0, was %s", onset);
    }
    if (changeWindow.isNegative()) {
      throw refused("changeWindow must be >= 0, was %s", changeWindow);
    }
    if (!(changeShare > 0 && changeShare <= 1)) {
      throw refused("changeShare must be in (0, 1], was %s", changeShare);
    }
  }

  private static void atLeast(String what, int is, int least) {
    if (is < least) {
      throw refused(what + " must be >= " + least + ", was %s", is);
    }
  }

  private static IllegalArgumentException refused(String message, Object was) {
    return new IllegalArgumentException(String.format(Locale.ROOT, message, was));
  }
}
