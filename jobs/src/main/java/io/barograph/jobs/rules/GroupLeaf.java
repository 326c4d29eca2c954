package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertSeries;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.vector.Fold;
import io.barograph.promql.vector.Leaf;
import java.util.Optional;

/**
 * What the series stage evaluates for a rule on several series.
 *
 * @param piece what is evaluated on its elements
 * @param source names the leaf among the sources of the piece
 * @param leaf what is evaluated
 */
record GroupLeaf(RulePiece piece, int source, Leaf leaf) {
  /** Names a leaf across changes of its rule. */
  record Id(String piece, int source) {}

  Id id() {
    return new Id(piece.name(), source);
  }

  SeriesExpression expression() {
    return leaf.expression();
  }

  /** How the elements of a key group are folded; absent if each travels by itself. */
  Optional<Fold> fold() {
    return leaf.fold();
  }

  int domain() {
    return piece.domain();
  }

  boolean isDue(long tick) {
    return leaf.place().isDue(tick, piece.intervalMillis());
  }

  /** True if it is to be told that a series has data but no element. */
  boolean tellsOfData() {
    return leaf.place().supports();
  }

  /**
   * The bit of the leaf among those that support an element; none for a series that shows an alert:
   * without it there is no alert, which is no lack of data.
   */
  long supportOf(Labels series) {
    return AlertSeries.isNamed(series.metricName()) ? 0 : leaf.supportBit();
  }

  /** The key of the partition that a series belongs to. */
  Labels partitionKeyOf(Labels series) {
    return piece.partitionKeyOf(leaf.routing(series));
  }
}
