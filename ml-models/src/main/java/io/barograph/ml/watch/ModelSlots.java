package io.barograph.ml.watch;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which series of a share have a model: the first that want one; when there are no more, one that
 * is named for it takes the place of one that is not, and one of its kind the place of one that
 * wanted it last.
 *
 * <p>It is settled between ticks, by what was wanted at the ticks before: so the order in which
 * series come at a tick does not count. A model is kept for {@value #KEPT_HOURS} hours after it was
 * wanted last before another series takes its place, as it takes long to learn. Not thread-safe.
 */
final class ModelSlots {
  private static final int KEPT_HOURS = 6;
  private static final long KEPT = Duration.ofHours(KEPT_HOURS).toMillis();

  private static final Comparator<Claim> LEAST_FIRST =
      Comparator.comparing(Claim::isNamed)
          .thenComparingLong(Claim::wanted)
          .thenComparing(Claim::series, Comparator.reverseOrder());

  private final int most;
  private final Map<String, Claim> held = new TreeMap<>();
  private final Map<String, Claim> waiting = new TreeMap<>();
  private long settled = Long.MIN_VALUE;

  /**
   * What a series wants.
   *
   * @param isNamed true if it is to have a model whatever it does
   * @param wanted the tick at which a model was of use last
   */
  record Claim(String series, boolean isNamed, long wanted) {
    boolean outranks(Claim holder) {
      return isNamed == holder.isNamed() ? wanted - holder.wanted() >= KEPT : isNamed;
    }
  }

  /**
   * No series has one.
   *
   * @param most how many have one at most, at least 0
   */
  ModelSlots(int most) {
    this.most = most;
  }

  /** What holds behind a restart: each series tells its own. */
  void restore(Claim claim, boolean isHeld) {
    (isHeld ? held : waiting).put(claim.series(), claim);
  }

  /** A model would be, or is, of use to a series now. */
  void want(Claim claim) {
    (held.containsKey(claim.series()) ? held : waiting).put(claim.series(), claim);
  }

  /** A series wants none any more. */
  void release(String series) {
    held.remove(series);
    waiting.remove(series);
  }

  /** True if a series has a model from {@code tick} on; ticks only grow. */
  boolean holds(String series, long tick) {
    if (tick > settled) {
      settle();
      settled = tick;
    }
    return held.containsKey(series);
  }

  private void settle() {
    while (held.size() > most) {
      evict();
    }
    while (most > 0 && !waiting.isEmpty()) {
      Claim first = Collections.max(waiting.values(), LEAST_FIRST);
      if (held.size() == most) {
        if (!first.outranks(Collections.min(held.values(), LEAST_FIRST))) {
          return;
        }
        evict();
      }
      waiting.remove(first.series());
      held.put(first.series(), first);
    }
  }

  private void evict() {
    Claim least = Collections.min(held.values(), LEAST_FIRST);
    held.remove(least.series());
    waiting.put(least.series(), least);
  }
}
