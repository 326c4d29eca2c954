package io.barograph.jobs.quality;

import io.barograph.core.alert.Alert;
import io.barograph.core.incident.Incident;
import io.barograph.core.quality.QualityEvent;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Published alerts and incidents to samples that say how good the alerts were. */
public final class QualityPipeline {
  private QualityPipeline() {}

  /**
   * Wires the figures of each rule, and of all.
   *
   * @param alerts their transitions
   * @param incidents each version of each; empty if alerts are not put into incidents, so that
   *     there seem to be none
   */
  public static DataStream<IngestedSample> define(
      DataStream<Alert> alerts, Optional<DataStream<Incident>> incidents) {
    DataStream<QualityEvent> ofAlerts =
        alerts
            .<QualityEvent>flatMap((alert, out) -> QualityEvent.of(alert).forEach(out::collect))
            .returns(QualityEventSerializer.INSTANCE.typeInformation())
            .uid("alert-quality-events")
            .name("alerts as events of their quality");
    return incidents
        .map(QualityPipeline::ofIncidents)
        .map(ofAlerts::union)
        .orElse(ofAlerts)
        .keyBy(QualityEvent::rule, Types.STRING)
        .process(new AlertQualityFunction(), IngestedSerializer.ofKind())
        .uid("alert-quality")
        .name("quality of alerts");
  }

  private static DataStream<QualityEvent> ofIncidents(DataStream<Incident> incidents) {
    return incidents
        .<QualityEvent>flatMap((incident, out) -> QualityEvent.of(incident).forEach(out::collect))
        .returns(QualityEventSerializer.INSTANCE.typeInformation())
        .uid("incident-quality-events")
        .name("incidents as events of the quality of alerts");
  }
}
