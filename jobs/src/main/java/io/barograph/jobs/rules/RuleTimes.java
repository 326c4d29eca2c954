package io.barograph.jobs.rules;

import io.barograph.promql.alerting.AlertRule;
import java.util.HashMap;
import java.util.Map;

/**
 * The time that one subtask spends on evaluating each rule, estimated from one tick in {@value
 * #ONE_IN}: where a tick is not measured, it costs a look at a flag. Nothing but answers to
 * questions rests on it. Not thread-safe.
 */
final class RuleTimes {
  /** No divisor of the number of key groups, so that each of those has its turn. */
  static final int ONE_IN = 17;

  private final Map<String, long[]> nanosOf = new HashMap<>();
  private int turn;
  private boolean isMeasured;

  /** The ticks of a key group or of a partition begin. */
  void begin() {
    isMeasured = turn == 0;
    turn = (turn + 1) % ONE_IN;
  }

  /** True if this tick is measured: otherwise nobody need find out for whom. */
  boolean isMeasured() {
    return isMeasured;
  }

  /** Before a rule is evaluated; what it returns is for {@link #stop}. */
  long start() {
    return isMeasured ? System.nanoTime() : 0;
  }

  /** After a rule, or a part of it, was evaluated. */
  void stop(AlertRule rule, long start) {
    if (isMeasured) {
      nanosOf.computeIfAbsent(rule.key(), any -> new long[1])[0] += System.nanoTime() - start;
    }
  }

  /** What was spent on a rule, estimated. */
  long nanos(AlertRule rule) {
    long[] measured = nanosOf.get(rule.key());
    return measured == null ? 0 : ONE_IN * measured[0];
  }
}
