package io.barograph.promql.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A service level objective: which share of events must go well over a window.
 *
 * @param name unique in its pack
 * @param place where it begins
 * @param objective in percent, above 0 and below 100
 * @param window what the error budget is for
 * @param calendar the session calendar outside of whose sessions nothing counts; empty if all
 *     counts
 * @param total the counter of all events, a selector
 * @param counted the counter of those that {@code countsGood} says, a selector
 * @param countsGood true if {@code counted} is of those that went well, false if of the others
 * @param by labels by which the objective is held apart; empty for one objective for all
 * @param labels for its alerts
 */
public record Slo(
    String name,
    RulePlace place,
    BigDecimal objective,
    Duration window,
    Optional<String> calendar,
    String total,
    String counted,
    boolean countsGood,
    List<String> by,
    Map<String, String> labels) {
  /** The window of an objective that names none. */
  public static final Duration DEFAULT_WINDOW = Duration.ofDays(30);

  public Slo {
    Objects.requireNonNull(place);
    Objects.requireNonNull(calendar);
    by = List.copyOf(by);
    labels = Map.copyOf(labels);
  }

  /** Which share of events may fail, above 0 and below 1. */
  public BigDecimal errorBudget() {
    return BigDecimal.valueOf(100).subtract(objective).movePointLeft(2);
  }
}
