package io.barograph.promql.eval;

import io.barograph.promql.parse.PositionRange;

/** What comes of compiling an expression for evaluation on one series. */
public sealed interface Compilation {
  /** The expression decides on one series alone. */
  record Plan(SeriesExpression expression) implements Compilation {}

  /**
   * The expression needs more than one series, or something that cannot be known at a tick.
   *
   * @param range the node that needs it
   * @param reason a sentence that names the node and what it needs
   */
  record Refusal(PositionRange range, String reason) implements Compilation {}
}
