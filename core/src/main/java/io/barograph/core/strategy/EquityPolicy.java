package io.barograph.core.strategy;

import io.barograph.core.returns.ReturnConvention;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Over what sessions the equity of strategies is judged.
 *
 * @param sessions numbers of last sessions, 8 at most, each {@code minSessions} to {@value
 *     #MAX_SESSIONS}
 * @param minSessions below so many daily returns a ratio is no verdict and gives no sample
 * @param convention how figures of a session become figures of a year
 * @param benchmarkSharpe the yearly Sharpe ratio that the probability is asked against
 * @param confidence of the interval around the Sharpe ratio, between 0 and 1
 * @param sessionDays where a day ends
 * @param forgetAfter a strategy without a mark for so long is forgotten
 */
public record EquityPolicy(
    List<Integer> sessions,
    int minSessions,
    ReturnConvention convention,
    double benchmarkSharpe,
    double confidence,
    SessionDays sessionDays,
    Duration forgetAfter)
    implements Serializable {
  /** The most sessions that are kept: those of a year. */
  public static final int MAX_SESSIONS = 252;

  /** A quarter and a year of sessions, and no verdict on less than 30 returns. */
  public static final EquityPolicy DEFAULT =
      new EquityPolicy(
          List.of(63, MAX_SESSIONS),
          30,
          ReturnConvention.DAILY,
          0,
          0.95,
          SessionDays.UTC,
          Duration.ofDays(400));

  public EquityPolicy {
    sessions = List.copyOf(sessions);
    Bounds.requireFew("sessions", sessions);
    Bounds.requireAtLeast("minSessions", 2, minSessions);
    Bounds.requireSpan("forgetAfter", forgetAfter);
    for (int window : sessions) {
      if (window < minSessions || window > MAX_SESSIONS) {
        throw new IllegalArgumentException(
            "sessions must be minSessions, %d, to %d, was %d"
                .formatted(minSessions, MAX_SESSIONS, window));
      }
    }
    if (!Double.isFinite(benchmarkSharpe)) {
      throw new IllegalArgumentException("benchmarkSharpe must be finite, was " + benchmarkSharpe);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be between 0 and 1, was " + confidence);
    }
  }

  /** This policy with other session days. */
  public EquityPolicy with(SessionDays other) {
    return new EquityPolicy(
        sessions, minSessions, convention, benchmarkSharpe, confidence, other, forgetAfter);
  }

  /** The values of the label {@code window}: {@code 63sessions}, and the running one. */
  List<String> labels() {
    List<String> labels =
        new ArrayList<>(sessions.stream().map(window -> window + "sessions").toList());
    labels.add("session");
    labels.add("all");
    return labels;
  }
}
