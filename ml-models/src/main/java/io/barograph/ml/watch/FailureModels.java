package io.barograph.ml.watch;

import io.barograph.ml.failure.TrainedModel;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The models of a prediction: which version predicts from when, and which is tried beside it.
 * Immutable.
 *
 * @param terms in the order of their beginnings; before the first the rule predicts
 * @param shadow null if none is tried, or it cannot be read
 */
public record FailureModels(List<Term> terms, TrainedModel shadow) implements Serializable {
  /** The rule alone. */
  public static final FailureModels NONE = new FailureModels(List.of(), null);

  /** A model that cannot be used at all. */
  public static final FailureModels UNREADABLE =
      new FailureModels(List.of(new Term(Long.MIN_VALUE, null)), null);

  /**
   * For how long a version predicts.
   *
   * @param from the first event time, in milliseconds since the epoch; it lasts until the next
   * @param model null if it cannot be read
   */
  public record Term(long from, TrainedModel model) implements Serializable {}

  public FailureModels {
    terms = List.copyOf(terms);
  }

  /** What predicts at a time; empty if it is the rule. */
  Optional<Term> at(long time) {
    Term last = null;
    for (Term term : terms) {
      if (term.from() <= time) {
        last = term;
      }
    }
    return Optional.ofNullable(last);
  }
}
