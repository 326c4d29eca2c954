package io.barograph.promql.lint;

import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import java.time.Duration;
import java.util.Set;

/** Windows and durations that are too short for the times at which samples and ticks come. */
final class WindowChecks implements RuleCheck {
  /** Functions that need two samples. */
  private static final Set<String> OF_TWO_SAMPLES =
      Set.of("rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear");

  @Override
  public void run(RuleContext rule, Findings findings) {
    Nodes.all(rule.expr())
        .forEach(
            node -> {
              if (node instanceof Call call && OF_TWO_SAMPLES.contains(call.function().name())) {
                twoSamples(rule, call, findings);
              }
              if (node instanceof MatrixSelector matrix) {
                seesAll(rule, matrix, findings);
              }
            });
    hold(rule, findings);
  }

  private static void twoSamples(RuleContext rule, Call call, Findings findings) {
    Expr range = Nodes.bare(call.arguments().get(0));
    Duration interval;
    Duration width;
    if (range instanceof MatrixSelector matrix
        && matrix.widthExpr().isEmpty()
        && !Nodes.isRecorded(matrix.selector())) {
      interval = rule.scrapeInterval();
      width = matrix.width();
    } else if (range instanceof SubqueryExpr subquery
        && subquery.widthExpr().isEmpty()
        && subquery.stepExpr().isEmpty()
        && !subquery.step().isZero()) {
      interval = subquery.step();
      width = subquery.width();
    } else {
      return;
    }
    if (width.compareTo(interval.multipliedBy(2)) < 0) {
      findings.add(
          Check.RATE_WINDOW_SHORT,
          "%s() needs two samples, and %s may hold fewer with one every %s"
              .formatted(call.function().name(), Nodes.text(range), Durations.format(interval)),
          "look back at least %s".formatted(Durations.format(interval.multipliedBy(2))));
    }
  }

  private static void seesAll(RuleContext rule, MatrixSelector matrix, Findings findings) {
    boolean leavesGaps =
        rule.group().interval().isPresent()
            && matrix.widthExpr().isEmpty()
            && matrix.width().compareTo(rule.group().interval().get()) < 0;
    if (leavesGaps) {
      findings.add(
          Check.WINDOW_UNDER_INTERVAL,
          "%s looks back %s and the group ticks every %s, so some samples are never seen"
              .formatted(
                  Nodes.text(matrix),
                  Durations.format(matrix.width()),
                  Durations.format(rule.group().interval().get())),
          "look back at least as far as the interval of the group");
    }
  }

  private static void hold(RuleContext rule, Findings findings) {
    Duration hold = rule.alert().map(alert -> alert.hold()).orElse(Duration.ZERO);
    boolean isShort =
        !hold.isZero() && rule.group().interval().filter(at -> hold.compareTo(at) < 0).isPresent();
    if (isShort) {
      findings.add(
          Check.FOR_UNDER_INTERVAL,
          "for: %s is shorter than the interval of the group, %s, after which the alert fires"
              .formatted(Durations.format(hold), Durations.format(rule.group().interval().get())),
          "make it a multiple of the interval, or leave it out");
    }
  }
}
