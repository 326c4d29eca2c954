package io.barograph.ml.watch;

import io.barograph.ml.failure.TrainedModel;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models of a prediction: which version predicts from when, and which is tried beside it.
 * Immutable.
 *
 * @param terms of several that hold at a time, the last decided holds; before all of them the rule
 *     predicts
 * @param shadow null if none is tried, or it cannot be read
 */
public record FailureModels(List<Term> terms, TrainedModel shadow) implements Serializable {
  /** The rule alone. */
  public static final FailureModels NONE = new FailureModels(List.of(), null);

  /** A model that cannot be used at all. */
  public static final FailureModels UNREADABLE =
      new FailureModels(List.of(new Term(Long.MIN_VALUE, Long.MIN_VALUE, null)), null);

  /**
   * For how long a version predicts.
   *
   * @param from the first event time, in milliseconds since the epoch
   * @param promoted when that was decided
   * @param model null if it cannot be read
   */
  public record Term(long from, long promoted, TrainedModel model) implements Serializable {}

  public FailureModels {
    terms = terms.stream().sorted(Comparator.comparingLong(Term::promoted)).toList();
  }

  /** These, and others; of two that were decided at the same time the other is the later. */
  FailureModels and(List<Term> others) {
    return new FailureModels(Stream.concat(terms.stream(), others.stream()).toList(), shadow);
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
