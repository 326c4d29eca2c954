package io.barograph.jobs.rules;

import java.util.Arrays;
import java.util.Collection;

/**
 * How far the inputs of the rules have come, and with them the domains of the rules.
 *
 * <p>The watermark that ends an input passes no tick by itself: the last ticks of a domain are
 * those up to the newest sample of its inputs, wherever that sample went. Sources tell their newest
 * sample to every key group when they end, so all subtasks close the same ticks. Not thread-safe.
 */
final class InputClocks {
  private static final long NONE = Long.MIN_VALUE;
  private static final long ENDED = Long.MAX_VALUE;

  private final boolean[] hasClock;
  private final InputTime[] times;

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
    this.times = new InputTime[inputs];
    Arrays.fill(times, InputTime.UNKNOWN);
  }

  /** The number of inputs. */
  int size() {
    return times.length;
  }

  /** False for an input that no rule waits for. */
  boolean has(int input) {
    return hasClock[input];
  }

  /** Takes a watermark of an input; the greatest possible one ends it. */
  void advance(int input, long watermark) {
    times[input] = times[input].withWatermark(watermark);
  }

  /** Takes the oldest sample of a source of an input. */
  void begins(int input, long oldestSample) {
    times[input] = times[input].withOldest(oldestSample);
  }

  /** Takes the newest sample of a source of an input that is about to end. */
  void ends(int input, long newestSample) {
    times[input] = times[input].withNewestAtEnd(newestSample);
  }

  /** Takes all that is known of an input. */
  void set(int input, InputTime time) {
    times[input] = time;
  }

  /** All that is known of an input. */
  InputTime time(int input) {
    return times[input];
  }

  /** How far an input is: to its watermark, or to its newest sample if it has ended. */
  long of(int input) {
    return times[input].hasEnded() ? times[input].newestAtEnd() : times[input].watermark();
  }

  /** How far a domain is: no further than the slowest of its inputs that has not ended. */
  long of(RuleSet.Domain domain) {
    long slowest = ENDED;
    long last = NONE;
    for (int input : domain.inputs()) {
      slowest = Math.min(slowest, times[input].watermark());
      last = Math.max(last, times[input].newestAtEnd());
    }
    return slowest == ENDED ? last : slowest;
  }

  /** How far the slowest of some domains is; the greatest long if there is none. */
  long ofAll(Collection<RuleSet.Domain> domains) {
    return domains.stream().mapToLong(this::of).min().orElse(ENDED);
  }

  /** The oldest sample of the inputs of a domain; the greatest long while none is known. */
  long oldest(RuleSet.Domain domain) {
    return domain.inputs().stream()
        .mapToLong(input -> times[input].oldest())
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
