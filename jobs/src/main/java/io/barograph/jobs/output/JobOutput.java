package io.barograph.jobs.output;

import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.detect.DetectionPipeline;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.routing.RoutingPipeline;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where what a job tells goes. */
public interface JobOutput {
  /**
   * Delivers transitions, and removes forgotten alerts from the present.
   *
   * @param stage tells the operators of several stages apart
   */
  void deliverAlerts(String stage, DataStream<Alert> alerts, DataStream<Labels> forgotten);

  /** Delivers transitions of rules that are only tried, apart from all others; or nowhere. */
  default void deliverTried(DataStream<Alert> alerts) {}

  /**
   * Delivers each version of each incident, and what was decided about it; or nowhere.
   *
   * @param recommendations what to do about them
   */
  default void deliverIncidents(DataStream<Incident> incidents, Recommendations recommendations) {}

  /**
   * Delivers how good alerts are, as {@link io.barograph.jobs.quality.QualityPipeline} finds it; or
   * nowhere, and then it is not looked for.
   *
   * @param incidents empty if alerts are not put into incidents
   * @param isFedBack true if rules may read it
   */
  default void deliverQuality(
      DataStream<Alert> alerts, Optional<DataStream<Incident>> incidents, boolean isFedBack) {}

  /** The alerts of {@code told} that receivers may be told of: all of them, or fewer. */
  default DataStream<Alert> routed(DataStream<Alert> told) {
    return told;
  }

  /**
   * Delivers what receivers are to be told, and why they are or are not; or nowhere.
   *
   * @param incidents empty if alerts are not put into incidents
   * @param plan how it reaches them
   * @param isFedBack true if rules may read how much of it did
   */
  default void deliverNotifications(
      RoutingPipeline.Streams told,
      Optional<DataStream<Incident>> incidents,
      DeliveryPlan plan,
      boolean isFedBack) {}

  /** Delivers who changed what the job does, and what came of it; or nowhere. */
  default void deliverAudit(DataStream<AuditEntry> entries) {}

  /** Delivers halts and resumes of trading; or nowhere. */
  default void deliverRiskOff(DataStream<KafkaMessage> messages) {}

  /**
   * Delivers the samples that are derived from business records, of all kinds at once; or nowhere.
   */
  default void deliverMeasures(DataStream<IngestedSample> samples) {}

  /**
   * Delivers what is said of watched or of forecast series, of units or of entities; or nowhere.
   *
   * @param kind what says it, such as {@link DetectionPipeline#ANOMALIES}
   */
  default void deliverDetected(String kind, DataStream<IngestedSample> samples) {}

  /** Delivers what shows alerts to the rules. */
  void deliverFeedback(DataStream<IngestedSample> samples);

  /**
   * Delivers what could not be taken.
   *
   * @param from tells the operators of several origins apart
   */
  void deliverDeadLetters(String from, DataStream<DeadLetter> deadLetters);

  /** Delivers answers to questions about the state; nowhere unless somebody can ask. */
  default void deliverAnswers(DataStream<byte[]> answers) {}
}
