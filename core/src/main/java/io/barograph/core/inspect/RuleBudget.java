package io.barograph.core.inspect;

import io.barograph.core.alert.Owner;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one rule may cost a job, and which rules have cost more for {@value Watch#CHECKS} checks in
 * a row.
 *
 * @param busyRatio the time spent on evaluating it, as a share of one processor; 0 for no bound
 * @param stateBytes its state, roughly; 0 for no bound
 * @param firing how many of its alerts may fire at once; 0 for no bound
 */
public record RuleBudget(double busyRatio, long stateBytes, long firing) implements Serializable {
  public RuleBudget {
    if (!(busyRatio >= 0)) {
      throw new IllegalArgumentException("busyRatio must be >= 0, was " + busyRatio);
    }
    if (stateBytes < 0) {
      throw new IllegalArgumentException("stateBytes must be >= 0, was " + stateBytes);
    }
    if (firing < 0) {
      throw new IllegalArgumentException("firing must be >= 0, was " + firing);
    }
  }

  /**
   * A rule that costs more than it may.
   *
   * @param alertName that of its alerts
   * @param sentence what it costs, and what it may
   */
  public record Breach(Owner owner, String alertName, String sentence) {}

  /** What of the budget a rule breaks; empty if it keeps to it. */
  private List<String> broken(InspectedRule.Counts before, InspectedRule.Counts now, long millis) {
    List<String> broken = new ArrayList<>();
    double busy = Math.max(0L, now.busyNanos() - before.busyNanos()) / (1e6 * millis);
    if (busyRatio > 0 && busy > busyRatio) {
      broken.add(
          String.format(
              Locale.ROOT,
              "takes %.0f %% of a processor, may take %.0f %%",
              100 * busy,
              100 * busyRatio));
    }
    if (stateBytes > 0 && now.bytes() > stateBytes) {
      broken.add(
          String.format(
              Locale.ROOT,
              "holds about %d MiB of state, may hold %d MiB",
              now.bytes() >> 20,
              stateBytes >> 20));
    }
    if (firing > 0 && now.firing() > firing) {
      broken.add("fires for %d series, may for %d".formatted(now.firing(), firing));
    }
    return broken;
  }

  /** Checks a job's rules again and again. Not thread-safe. */
  public static final class Watch {
    /** So many checks in a row a rule must break its budget. */
    static final int CHECKS = 3;

    private final RuleBudget budget;
    private final Map<Owner, Seen> seen = new HashMap<>();
    private long checkedAt = Long.MIN_VALUE;

    private record Seen(InspectedRule.Counts counts, int broken) {}

    /** Nothing has been checked yet. */
    public Watch(RuleBudget budget) {
      this.budget = budget;
    }

    /**
     * Takes what the rules of a job cost up to {@code now}, milliseconds since the epoch.
     *
     * @return the rules that have just broken their budget for long enough, in their order; each
     *     again after as many checks if it goes on
     */
    public List<Breach> check(List<InspectedRule> rules, long now) {
      List<Breach> breaches = new ArrayList<>();
      Map<Owner, Seen> before = Map.copyOf(seen);
      seen.clear();
      for (InspectedRule rule : rules) {
        Seen earlier = before.get(rule.owner());
        List<String> broken =
            earlier == null || now <= checkedAt
                ? List.of()
                : budget.broken(earlier.counts, rule.counts(), now - checkedAt);
        int inARow = broken.isEmpty() ? 0 : earlier.broken + 1;
        if (inARow == CHECKS) {
          breaches.add(new Breach(rule.owner(), rule.alertName(), String.join(", and ", broken)));
          inARow = 0;
        }
        seen.put(rule.owner(), new Seen(rule.counts(), inARow));
      }
      checkedAt = now;
      return breaches;
    }
  }
}
