package io.barograph.core.route;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.List;

/**
 * That others are told of alerts which fire for long.
 *
 * @param name by which it is told; of all escalations, only one has it
 * @param matchers what an alert must match; all do if there are none
 * @param condition when its time has come
 * @param receivers who is told, at least one
 * @param timing when those are told of further alerts, and again; nobody waits for the first
 */
public record Escalation(
    String name,
    List<LabelMatcher> matchers,
    Condition condition,
    List<String> receivers,
    RouteTiming timing)
    implements Serializable {
  /** The longest time after which an alert can be escalated: 30 days, in milliseconds. */
  public static final long MAX_AFTER_MILLIS = 30 * 86_400_000L;

  /** By so much a share that is reached can be missed since sums of weights are rounded. */
  private static final double ROUNDING = 1e-9;

  /**
   * What has to hold of an alert that fires.
   *
   * @param afterMillis for how long it has fired, 0 to {@link #MAX_AFTER_MILLIS}
   * @param unlessAcknowledged whether somebody who takes care of it is enough
   * @param minServices on so many services alerts fire that the escalation matches, at least 1
   * @param minImpact how much these services matter at least among all of the alert's environment,
   *     from 0, which asks for nothing, to 1; the weights are those of {@link ServiceGraph#shareOf}
   * @param minPriority how urgent it is at least
   */
  public record Condition(
      long afterMillis,
      boolean unlessAcknowledged,
      int minServices,
      double minImpact,
      Priority minPriority)
      implements Serializable {
    /** Checks the ranges. */
    public Condition {
      if (afterMillis < 0 || afterMillis > MAX_AFTER_MILLIS) {
        throw new IllegalArgumentException(
            "after must be from 0 to %d ms, was %d".formatted(MAX_AFTER_MILLIS, afterMillis));
      }
      if (minServices < 1) {
        throw new IllegalArgumentException("min_services must be >= 1, was " + minServices);
      }
      if (!(minImpact >= 0 && minImpact <= 1)) {
        throw new IllegalArgumentException("min_impact must be from 0 to 1, was " + minImpact);
      }
    }

    /** True if it asks how much the services matter. */
    public boolean asksForImpact() {
      return minImpact > 0;
    }

    /** True if services that matter so much, from 0 to 1, are enough; 0 never is. */
    public boolean isImpact(double share) {
      return share > 0 && share >= minImpact - ROUNDING;
    }
  }

  /** Copies the lists, and checks that somebody is told. */
  public Escalation {
    matchers = List.copyOf(matchers);
    receivers = List.copyOf(receivers);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name of an escalation must not be empty");
    }
    if (receivers.isEmpty()) {
      throw new IllegalArgumentException(
          "escalation \"%s\" must tell at least one receiver".formatted(name));
    }
  }

  /** True if it is about an alert of such labels and priority. */
  public boolean concerns(Labels alert, Priority priority) {
    return priority.compareTo(condition.minPriority) <= 0
        && matchers.stream().allMatch(matcher -> matcher.matches(alert));
  }
}
