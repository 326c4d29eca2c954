package io.barograph.jobs.testing;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.output.JobOutput;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Hands the transitions of a whole job to the test, and drops the rest; no rule may read alerts.
 *
 * @param name under which they are found in {@link CollectingSink#seen}
 */
public record CollectedAlerts(String name) implements JobOutput {
  @Override
  public void deliverAlerts(String stage, DataStream<Alert> alerts, DataStream<Labels> forgotten) {
    alerts.sinkTo(new CollectingSink<>(name)).uid("collect-" + stage);
  }

  @Override
  public void deliverFeedback(DataStream<IngestedSample> samples) {
    throw new IllegalStateException("no rule reads alerts");
  }

  @Override
  public void deliverDeadLetters(String from, DataStream<DeadLetter> deadLetters) {}
}
