package io.barograph.core.measure;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which policy holds for which key of a measure.
 *
 * @param entries the first whose matchers pass holds
 * @param rest what holds for keys on which none passes
 * @param <P> what a key is measured by
 */
public record PolicyBook<P extends Serializable>(List<Entry<P>> entries, P rest)
    implements Serializable {
  public PolicyBook {
    entries = List.copyOf(entries);
  }

  /**
   * A policy for some keys.
   *
   * @param matchers all must pass on the labels of a key; a label that it lacks is empty
   */
  public record Entry<P extends Serializable>(List<LabelMatcher> matchers, P policy)
      implements Serializable {
    public Entry {
      matchers = List.copyOf(matchers);
    }

    private boolean covers(Labels key) {
      for (LabelMatcher matcher : matchers) {
        if (!matcher.matches(key)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One policy for all keys. */
  public static <P extends Serializable> PolicyBook<P> of(P policy) {
    return new PolicyBook<>(List.of(), policy);
  }

  /** The policy of a key that has these labels. */
  public P of(Labels key) {
    for (Entry<P> entry : entries) {
      if (entry.covers(key)) {
        return entry.policy();
      }
    }
    return rest;
  }

  /** The same keys with what {@code part} makes of their policies. */
  public <Q extends Serializable> PolicyBook<Q> map(Function<P, Q> part) {
    List<Entry<Q>> mapped = new ArrayList<>();
    for (Entry<P> entry : entries) {
      mapped.add(new Entry<>(entry.matchers(), part.apply(entry.policy())));
    }
    return new PolicyBook<>(mapped, part.apply(rest));
  }

  /** This book with the entries of another behind its own. */
  public PolicyBook<P> followedBy(PolicyBook<P> other) {
    List<Entry<P>> all = new ArrayList<>(entries);
    all.addAll(other.entries);
    return new PolicyBook<>(all, rest);
  }
}
