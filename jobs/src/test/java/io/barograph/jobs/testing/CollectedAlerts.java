package io.barograph.jobs.testing;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.incident.Incident;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.output.JobOutput;
import io.barograph.jobs.routing.RoutingPipeline;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Hands the transitions and notifications of a whole job to the test, and drops the rest; no rule
 * may read alerts.
 *
 * @param name under which transitions are found in {@link CollectingSink#seen}
 */
public record CollectedAlerts(String name) implements JobOutput {
  /** Under which notifications are found. */
  public String notifications() {
    return name + "-notifications";
  }

  @Override
  public void deliverAlerts(String stage, DataStream<Alert> alerts, DataStream<Labels> forgotten) {
    alerts.sinkTo(new CollectingSink<>(name)).uid("collect-" + stage);
  }

  @Override
  public void deliverNotifications(
      RoutingPipeline.Streams told,
      Optional<DataStream<Incident>> incidents,
      DeliveryPlan plan,
      boolean isFedBack) {
    told.notifications().sinkTo(new CollectingSink<>(notifications())).uid("collect-notifications");
  }

  @Override
  public void deliverFeedback(DataStream<IngestedSample> samples) {
    throw new IllegalStateException("no rule reads alerts");
  }

  @Override
  public void deliverDeadLetters(String from, DataStream<DeadLetter> deadLetters) {}
}
