package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;

/** For those who look at the state alone. */
class NobodyListens implements SeriesBlock.Listener {
  @Override
  public void changed(Alert alert) {}

  @Override
  public void noData(Alert alert) {}

  @Override
  public void forgotten(Labels alert) {}
}
