package io.barograph.jobs.rules;

import java.util.Arrays;

/**
 * How far the inputs of the series stage have come, and with them the domains of the rules.
 *
 * <p>The watermark that ends an input passes no tick by itself: the last ticks of a domain are
 * those up to the newest sample of its inputs, wherever that sample went. Sources tell their newest
 * sample to every key group when they end, so all subtasks close the same ticks. Not thread-safe.
 */
final class InputClocks {
  private static final long NONE = Long.MIN_VALUE;
  private static final long ENDED = Long.MAX_VALUE;

  private final boolean[] hasClock;
  private final long[] clocks;
  private final long[] newest;

  /**
   * Clocks that have not started.
   *
   * @param source says which inputs there are, and which have no clock
   */
  InputClocks(RuleSet.Source source) {
    int inputs = source.inputs().size();
    this.hasClock = new boolean[inputs];
    for (int input = 0; input < inputs; input++) {
      hasClock[input] = source.hasClock(input);
    }
    this.clocks = new long[inputs];
    Arrays.fill(clocks, NONE);
    this.newest = new long[inputs];
    Arrays.fill(newest, NONE);
  }

  /** The number of inputs. */
  int size() {
    return clocks.length;
  }

  /** False for an input that no rule waits for. */
  boolean has(int input) {
    return hasClock[input];
  }

  /** Takes a watermark of an input; the greatest possible one ends it. */
  void advance(int input, long watermark) {
    clocks[input] = watermark;
  }

  /** Takes the newest sample of a source of an input that is about to end. */
  void ends(int input, long newestSample) {
    newest[input] = Math.max(newest[input], newestSample);
  }

  /** The newest sample of the sources of an input that have ended; the least long if none has. */
  long newestAtEnd(int input) {
    return newest[input];
  }

  /** How far an input is: to its watermark, or to its newest sample if it has ended. */
  long of(int input) {
    return clocks[input] == ENDED ? newest[input] : clocks[input];
  }

  /** How far a domain is: no further than the slowest of its inputs that has not ended. */
  long of(RuleSet.Domain domain) {
    long slowest = ENDED;
    long last = NONE;
    for (int input : domain.inputs()) {
      slowest = Math.min(slowest, clocks[input]);
      last = Math.max(last, newest[input]);
    }
    return slowest == ENDED ? last : slowest;
  }

  /** True if all inputs of a domain have ended. */
  boolean haveEnded(RuleSet.Domain domain) {
    return domain.inputs().stream().allMatch(input -> clocks[input] == ENDED);
  }
}
