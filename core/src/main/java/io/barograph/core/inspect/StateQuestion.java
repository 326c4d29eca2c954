package io.barograph.core.inspect;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A question about the state of a running job.
 *
 * @param id names the question in its answers: letters, digits, {@code .}, {@code _} and {@code -}
 * @param askedAt milliseconds since the epoch
 * @param subject what it is about
 * @param matchers which of them: all must pass, on the labels of a series or an alert, or on those
 *     that {@link InspectedRule#names} gives a rule
 */
public record StateQuestion(String id, long askedAt, Subject subject, List<LabelMatcher> matchers) {
  /** The most matchers. */
  public static final int MAX_MATCHERS = 64;

  /** A question that is older, or that much ahead, is not answered. */
  public static final long MAX_AGE_MILLIS = 60_000;

  /** What a question is about. */
  public enum Subject {
    /** Series, their samples, and the alerts of rules that look at each of them alone. */
    SERIES,
    /** Alerts, and the series that they rest on. */
    ALERT,
    /** Rules, with the text of each version. */
    RULE,
    /** Rules, and what each of them costs. */
    STATS;

    /** The name in records. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public StateQuestion {
    Objects.requireNonNull(subject);
    matchers = List.copyOf(matchers);
    if (!id.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "id must be 1 to 64 letters, digits, '.', '_' or '-', was \"%s\"".formatted(id));
    }
    if (askedAt < 0) {
      throw new IllegalArgumentException("askedAt must be >= 0, was " + askedAt);
    }
    if (matchers.size() > MAX_MATCHERS) {
      throw new IllegalArgumentException(
          "matchers must be at most %d, were %d".formatted(MAX_MATCHERS, matchers.size()));
    }
  }

  /** True if it is about what has these labels. */
  public boolean matches(Labels labels) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** True if its asker has most likely gone away by {@code now}. */
  public boolean isTooOld(long now) {
    return Math.abs(now - askedAt) > MAX_AGE_MILLIS;
  }
}
