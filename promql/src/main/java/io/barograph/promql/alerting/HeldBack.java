package io.barograph.promql.alerting;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What becomes of alerts, held back until it is known whether it is to be told at all. */
final class HeldBack implements AlertListener {
  private final List<Consumer<AlertListener>> told = new ArrayList<>();

  @Override
  public void changed(Alert alert) {
    told.add(listener -> listener.changed(alert));
  }

  @Override
  public void tried(Alert alert) {
    told.add(listener -> listener.tried(alert));
  }

  @Override
  public void halting(Alert alert, long haltMillis) {
    told.add(listener -> listener.halting(alert, haltMillis));
  }

  @Override
  public void noData(Alert alert) {
    told.add(listener -> listener.noData(alert));
  }

  @Override
  public void forgotten(Labels alert) {
    told.add(listener -> listener.forgotten(alert));
  }

  /** Tells everything. */
  void release(AlertListener listener) {
    told.forEach(one -> one.accept(listener));
  }
}
