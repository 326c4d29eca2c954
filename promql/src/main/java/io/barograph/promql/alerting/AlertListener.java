package io.barograph.promql.alerting;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.Element;
import java.util.List;

/** Takes what becomes of alerts. */
public interface AlertListener {
  /** An alert has changed. */
  void changed(Alert alert);

  /** An alert of a rule that is only tried has changed; nobody is to be notified. */
  default void tried(Alert alert) {}

  /**
   * An alert that halts trading has changed, or one that may have done so has ended.
   *
   * @param haltMillis for how long it halts before that is told again; 0 if its rule does not halt
   */
  default void halting(Alert alert, long haltMillis) {}

  /** The alert on the missing data of an alert has begun or ended. */
  void noData(Alert alert);

  /** An alert ended so long ago that it is forgotten. */
  void forgotten(Labels alert);

  /** A rule on several series has been evaluated in one of its partitions. */
  default void evaluated(long tick, List<Element> elements) {}
}
