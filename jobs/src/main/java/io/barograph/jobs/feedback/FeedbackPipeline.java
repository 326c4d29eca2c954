package io.barograph.jobs.feedback;

import io.barograph.core.alert.Alert;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Published alerts to the samples that go back to the rules. */
public final class FeedbackPipeline {
  private FeedbackPipeline() {}

  /**
   * Wires the way back, as far as the topic.
   *
   * @param alerts the published transitions, at least one stream of them
   * @param interval the ticks at which alerts are shown
   */
  public static DataStream<IngestedSample> define(
      List<DataStream<Alert>> alerts, Duration interval) {
    return alerts.stream()
        .reduce((some, others) -> some.union(others))
        .orElseThrow()
        .keyBy(alert -> alert.labels().fingerprint(), Types.LONG)
        .process(new AlertFeedbackFunction(interval.toMillis()), IngestedSerializer.ofKind())
        .uid("alert-feedback")
        .name("feed alerts back");
  }
}
