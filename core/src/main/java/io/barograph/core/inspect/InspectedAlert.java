package io.barograph.core.inspect;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import java.util.OptionalLong;

/**
 * An alert as a job holds it.
 *
 * @param element the labels of the element that it rests on, or rested on when that was last there
 * @param owner the rule, with the version in force at {@code lastTick}
 * @param policy the clauses of the rule then
 * @param intervalMillis that of the rule
 * @param lastTick the tick that was evaluated last; the least long if none was
 * @param support the leaves of the rule, as bits, that had data for the element when it was last
 *     there; 0 of a rule on one series alone
 * @param expression that of the rule
 */
public record InspectedAlert(
    Labels labels,
    Labels element,
    Owner owner,
    AlertState state,
    AlertPolicy policy,
    long intervalMillis,
    long lastTick,
    long support,
    String expression) {

  /**
   * The tick at which it changes by itself if all that is seen stays as it is: at which a pending
   * alert fires, one that is kept firing ends, or one without data is given up; empty if it does
   * not.
   */
  public OptionalLong changesAt() {
    return switch (state.status()) {
      case PENDING -> tickAfter(state.activeAt(), policy.hold().toMillis());
      case FIRING ->
          state.keepFiringSince() == AlertState.NEVER
              ? OptionalLong.empty()
              : tickAfter(state.keepFiringSince(), policy.keepFiring().toMillis());
      case NODATA -> tickAfter(state.noDataSince(), policy.noDataTimeout().toMillis());
      case RESOLVED, INACTIVE -> OptionalLong.empty();
    };
  }

  private OptionalLong tickAfter(long since, long millis) {
    long earliest = since + millis;
    return OptionalLong.of(-Math.floorDiv(-earliest, intervalMillis) * intervalMillis);
  }
}
