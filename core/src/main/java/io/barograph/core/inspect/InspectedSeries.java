package io.barograph.core.inspect;

import io.barograph.core.labels.Labels;
import java.util.List;

/**
 * A series as a job holds it.
 *
 * @param windowMillis how far behind a tick its rules look
 * @param held how many samples are held, but for late ones
 * @param late how many were late in their partition and wait for every rule's clock to pass that
 * @param newest the newest samples, newest first
 * @param readers the rules that read it: {@code pack/group/rule}
 */
public record InspectedSeries(
    Labels labels,
    long windowMillis,
    int held,
    int late,
    List<SeenSample> newest,
    List<String> readers) {
  public InspectedSeries {
    newest = List.copyOf(newest);
    readers = List.copyOf(readers);
  }

  /** True if an alert rests on it alone. */
  public boolean carries(InspectedAlert alert) {
    return alert.element().equals(labels)
        || alert.element().equals(labels.without(Labels.METRIC_NAME));
  }
}
