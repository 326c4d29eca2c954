package io.barograph.promql.rules;

import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Priority;
import io.barograph.promql.parse.Expr;
import java.time.Duration;
import java.util.Optional;

/**
 * What overrides say of a rule. What none of them says is left to the rule itself and to the job.
 *
 * @param evaluation when the rule is evaluated
 * @param noData what becomes of its alerts when their data vanishes
 * @param noDataTimeout how long an alert may be without data before it is given up
 * @param recover holds when a firing alert whose condition is false may end, an instant vector
 * @param priority that of its alerts, whatever their severity
 * @param halts for how long its alerts halt trading before that is told again
 * @param flapping false if it is nothing special that its alerts come and go again and again
 * @param shadow true if its alerts are only tried: written apart, and nobody is notified
 */
public record RuleSettings(
    Optional<Evaluation> evaluation,
    Optional<NoDataPolicy> noData,
    Optional<Duration> noDataTimeout,
    Optional<Expr> recover,
    Optional<Priority> priority,
    Optional<Duration> halts,
    Optional<Boolean> flapping,
    Optional<Boolean> shadow) {
  /** Those of a rule of which no override speaks. */
  public static final RuleSettings NONE =
      new RuleSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** True if nothing is said. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** True if the rule is evaluated when a sample comes. */
  public boolean isOnArrival() {
    return evaluation.filter(Evaluation.ON_ARRIVAL::equals).isPresent();
  }

  /** True if an alert that comes and goes again and again is an incident. */
  public boolean mayFlap() {
    return flapping.orElse(true);
  }

  /** True if the rule is only tried. */
  public boolean isShadow() {
    return shadow.orElse(false);
  }

  /** These, and what {@code later} says in place of what is said here. */
  RuleSettings with(RuleSettings later) {
    return new RuleSettings(
        later.evaluation.or(() -> evaluation),
        later.noData.or(() -> noData),
        later.noDataTimeout.or(() -> noDataTimeout),
        later.recover.or(() -> recover),
        later.priority.or(() -> priority),
        later.halts.or(() -> halts),
        later.flapping.or(() -> flapping),
        later.shadow.or(() -> shadow));
  }
}
