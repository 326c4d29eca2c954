package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.rules.Condition;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.Piece;
import io.barograph.promql.vector.PlanSource;
import io.barograph.promql.vector.VectorPlan;
import java.time.Duration;

/**
 * For how long a rule must have run before what it tells of alerts is what a rule tells that has
 * always run: as far as it looks back, and as long as the clauses of its alerts reach. An alert
 * that has been alive for longer still began earlier.
 */
final class RuleWarmUp {
  private RuleWarmUp() {}

  static Duration of(Condition condition, AlertRule rule) {
    AlertPolicy policy = rule.policy();
    Duration clauses = policy.hold().plus(policy.keepFiring());
    if (policy.noData() != NoDataPolicy.RESOLVE) {
      clauses = clauses.plus(policy.noDataTimeout());
    }
    return clauses.plusMillis(lookBackMillis(condition) + rule.intervalMillis());
  }

  private static long lookBackMillis(Condition condition) {
    if (condition instanceof Condition.OfSeries series) {
      long recovery = series.recovery().map(SeriesExpression::windowMillis).orElse(0L);
      return Math.max(series.expression().windowMillis(), recovery);
    }
    return lookBackMillis(((Condition.OfPartitions) condition).plan().plan());
  }

  private static long lookBackMillis(VectorPlan plan) {
    long most = 0;
    for (PlanSource source : plan.sources()) {
      long below =
          source instanceof Piece piece
              ? lookBackMillis(piece.plan())
              : ((Leaf) source).expression().windowMillis();
      Leaf.Place place = source.place();
      most = Math.max(most, below + place.reachMillis() + place.delayMillis());
    }
    return most;
  }
}
