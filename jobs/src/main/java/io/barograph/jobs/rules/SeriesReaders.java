package io.barograph.jobs.rules;

import java.util.List;

/**
 * Who reads a series.
 *
 * @param rules those that one of whose leaves matches it, by their place in the rule set
 * @param leaves of rules on several series that match it
 * @param window how far behind a tick all of those look, in milliseconds
 * @param onArrival true if some rule is evaluated when a sample comes
 * @param samplesAfter older samples are none for them
 * @param cuts what is hidden since changes after which rules look further back
 */
record SeriesReaders(
    List<Integer> rules,
    SeriesLeaves leaves,
    long window,
    boolean onArrival,
    long samplesAfter,
    List<Cut> cuts) {
  /** A series that nobody reads is kept for as long as a change that reads it may take. */
  static final long UNREAD_MILLIS = 600_000;

  static final SeriesReaders NONE =
      new SeriesReaders(
          List.of(), SeriesLeaves.NONE, UNREAD_MILLIS, false, Long.MIN_VALUE, List.of());

  /**
   * That some samples are not seen from a tick on: nobody looked back so far before, so they may or
   * may not be held still.
   *
   * @param upTo the time of the newest of them
   */
  record Cut(long tick, long upTo) {}

  /**
   * The time of the newest sample that {@code tick} does not see; the least long if it sees all.
   */
  long hiddenUpTo(long tick) {
    long upTo = Long.MIN_VALUE;
    for (int i = 0; i < cuts.size(); i++) {
      if (cuts.get(i).tick <= tick) {
        upTo = Math.max(upTo, cuts.get(i).upTo);
      }
    }
    return upTo;
  }
}
