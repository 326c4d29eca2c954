package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.List;

/**
 * That alerts of a service are not told while an alert fires of what the service needs: of what it
 * calls, of what that calls in its turn, and of where each of them runs.
 *
 * @param name for people; may be empty
 * @param sourceMatchers what the alert matches that mutes
 * @param targetMatchers what the alerts match that are muted
 * @param maxHops over how many calls and placements at most, 1 to {@link #MOST_HOPS}
 */
public record GraphInhibitRule(
    String name, List<LabelMatcher> sourceMatchers, List<LabelMatcher> targetMatchers, int maxHops)
    implements Serializable {
  /** What holds where nothing is set. */
  public static final int USUAL_HOPS = 2;

  /** The farthest that a rule may look. */
  public static final int MOST_HOPS = 8;

  /** Copies the lists, and checks the range. */
  public GraphInhibitRule {
    sourceMatchers = List.copyOf(sourceMatchers);
    targetMatchers = List.copyOf(targetMatchers);
    if (maxHops < 1 || maxHops > MOST_HOPS) {
      throw new IllegalArgumentException(
          "max_hops must be from 1 to %d, was %d".formatted(MOST_HOPS, maxHops));
    }
  }

  /** True if an alert can mute others by this rule. */
  public boolean isSource(Labels alert) {
    return sourceMatchers.stream().allMatch(matcher -> matcher.matches(alert));
  }

  /** True if an alert can be muted by this rule. */
  public boolean isTarget(Labels alert) {
    return targetMatchers.stream().allMatch(matcher -> matcher.matches(alert));
  }
}
