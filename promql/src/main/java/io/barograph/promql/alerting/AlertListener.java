package io.barograph.promql.alerting;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;

/** Takes what becomes of alerts. */
public interface AlertListener {
  /** An alert has changed. */
  void changed(Alert alert);

  /** The alert on the missing data of an alert has begun or ended. */
  void noData(Alert alert);

  /** An alert ended so long ago that it is forgotten. */
  void forgotten(Labels alert);
}
