package io.barograph.promql.vector;

import io.barograph.promql.parse.Aggregation;
import java.util.Optional;

/** Folds the values of one group that arise in one place. Not thread-safe. */
public final class GroupFold {
  private final Aggregation aggregation;
  private Accumulator accumulator;

  GroupFold(Aggregation aggregation) {
    this.aggregation = aggregation;
  }

  /** Takes a value. */
  public void add(double value) {
    if (accumulator == null) {
      accumulator = Accumulator.of(aggregation, Double.NaN);
    }
    accumulator.add(value);
  }

  /** What was taken since the last call; nothing if no value was. */
  public Optional<Partial> take() {
    if (accumulator == null) {
      return Optional.empty();
    }
    Partial partial = Partial.of(accumulator);
    accumulator = null;
    return Optional.of(partial);
  }
}
