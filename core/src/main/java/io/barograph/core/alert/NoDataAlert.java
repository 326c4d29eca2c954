package io.barograph.core.alert;

import static io.barograph.core.alert.AlertState.NEVER;

import io.barograph.core.labels.Labels;
import java.util.Optional;

/**
 * The alert that says that another alert's data is missing: what {@link NoDataPolicy#ALERT} adds.
 *
 * <p>It is called {@value #NAME} and has the labels of the alert that it speaks of, whose name it
 * keeps as {@value #RULE_NAME}. It fires at the first tick without data, whatever the other alert
 * was before, and resolves when the data returns or the other alert ends, with the same reason. One
 * silence is one episode. All of it follows from the other alert's transitions, so nothing is
 * remembered for it.
 */
public final class NoDataAlert {
  /** The name of every such alert. */
  public static final String NAME = "NoData";

  /** The label that holds the name of the alert whose data is missing. */
  public static final String RULE_NAME = "rulename";

  private NoDataAlert() {}

  /** The alert on the missing data, if {@code transition} is the beginning of a silence. */
  public static Optional<Alert> raisedBy(Alert transition) {
    AlertState state = transition.state();
    return state.status() == AlertStatus.NODATA
        ? Optional.of(about(transition, fired(state)))
        : Optional.empty();
  }

  /**
   * The end of the alert on the missing data, if {@code transition} is the end of a silence;
   * whether its beginning was told or not.
   */
  public static Optional<Alert> endedBy(Alert transition) {
    AlertState state = transition.state();
    return state.endsSilence()
        ? Optional.of(about(transition, fired(state).ended(transition.updatedAt())))
        : Optional.empty();
  }

  private static AlertState fired(AlertState silent) {
    long since = silent.noDataSince();
    return new AlertState(AlertStatus.PENDING, since, NEVER, NEVER, NEVER, NEVER, silent.value(), 0)
        .firing(since);
  }

  private static Alert about(Alert alert, AlertState state) {
    Labels labels =
        alert.labels().toBuilder()
            .set(Labels.ALERT_NAME, NAME)
            .set(RULE_NAME, alert.name())
            .build();
    return new Alert(
        labels,
        alert.annotations(),
        state,
        alert.reason(),
        alert.updatedAt(),
        alert.priority(),
        alert.origin(),
        alert.owners(),
        alert.generatorUrl());
  }
}
