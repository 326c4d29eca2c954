package io.barograph.core.alert;

import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One published alert on its way back to the rules: what its series showed last, and the
 * transitions that they do not show yet.
 *
 * <p>Ticks are given in ascending order; a tick shows the newest transition up to it, by episode
 * and version, in whatever order transitions come and however often. An alert that has ended is
 * remembered for {@link AlertLifecycle#RESOLVED_RETENTION}, so that an old transition which comes
 * again does not raise it.
 *
 * @param shown the transition that the alert's series showed last, or null
 * @param waiting transitions that have come since
 */
public record FedBackAlert(Alert shown, List<Alert> waiting) {
  private static final Comparator<Alert> OLDEST_FIRST =
      Comparator.comparingLong((Alert transition) -> transition.state().activeAt())
          .thenComparingInt(transition -> transition.state().version());

  public FedBackAlert {
    waiting = List.copyOf(waiting);
  }

  /**
   * What one tick brings.
   *
   * @param alert the alert after it
   * @param samples what its series show
   */
  public record Step(FedBackAlert alert, List<Sample> samples) {}

  /**
   * The alert after one more tick.
   *
   * @param tick milliseconds of event time
   * @param timestamp that the samples of the tick get
   */
  public Step at(long tick, long timestamp) {
    Alert now = shown;
    List<Alert> later = new ArrayList<>();
    for (Alert transition : waiting) {
      if (transition.updatedAt() > tick) {
        later.add(transition);
      } else if (now == null || OLDEST_FIRST.compare(now, transition) < 0) {
        now = transition;
      }
    }
    return new Step(new FedBackAlert(now, later), AlertSeries.samples(shown, now, timestamp));
  }

  /** True if the alert lives, so that every tick shows it. */
  public boolean isAlive() {
    return shown != null && shown.state().status().isAlive();
  }

  /** True if nothing needs to be remembered of the alert after {@code tick}. */
  public boolean isForgotten(long tick) {
    return waiting.isEmpty() && (shown == null || AlertLifecycle.isForgotten(shown.state(), tick));
  }

  /**
   * The time at or after which the alert is to be looked at once more: at the next tick while it
   * lives, when it can be forgotten after that.
   */
  public long dueAfter(long tick) {
    return isAlive() || shown == null
        ? tick + 1
        : shown.state().endedAt() + AlertLifecycle.RESOLVED_RETENTION.toMillis();
  }
}
