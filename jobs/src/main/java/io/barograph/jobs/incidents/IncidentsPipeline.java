package io.barograph.jobs.incidents;

import io.barograph.core.alert.Alert;
import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.Evidence;
import io.barograph.core.incident.Heartbeat;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.core.incident.RoutedAlert;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.incident.Topology;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.route.Route;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.options.IncidentPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Alerts, changes, heartbeats and the graph of services to incidents. */
public final class IncidentsPipeline {
  private static final List<BusinessFormat> OF_INCIDENTS =
      List.of(BusinessFormat.CHANGES, BusinessFormat.HEARTBEATS, BusinessFormat.TOPOLOGY);

  private IncidentsPipeline() {}

  /**
   * Each version of each incident.
   *
   * @param alerts their transitions
   * @param records changes, heartbeats and graphs, as far as there are any; others are left alone
   * @param chains that were found among the alerts and changes
   */
  public static SingleOutputStreamOperator<Incident> define(
      DataStream<Alert> alerts,
      Map<BusinessFormat, DataStream<IngestedRecord>> records,
      DataStream<ChainMatch> chains,
      IncidentPlan plan) {
    DataStream<PlacedEvidence> evidence =
        ofAlerts(alerts, plan).union(ofChains(chains, plan.places()));
    for (BusinessFormat format : OF_INCIDENTS) {
      if (records.containsKey(format)) {
        evidence = evidence.union(ofRecords(format.optionName(), records.get(format)));
      }
    }
    return correlate(evidence, plan);
  }

  private static DataStream<PlacedEvidence> ofAlerts(DataStream<Alert> alerts, IncidentPlan plan) {
    return alerts
        .<PlacedEvidence>flatMap((alert, out) -> placed(alert, plan).ifPresent(out::collect))
        .returns(PlacedEvidenceSerializer.INSTANCE.typeInformation())
        .uid("alert-evidence")
        .name("alerts as evidence");
  }

  /** What a transition is to correlation: nothing unless the alert begins to fire or ends. */
  static Optional<PlacedEvidence> placed(Alert alert, IncidentPlan plan) {
    AlertPlaces places = plan.places();
    return places
        .signalOf(alert)
        .map(signal -> signal.thatMayFlap(!plan.steady().give(alert)))
        .map(signal -> routed(signal, alert, plan))
        .map(signal -> new PlacedEvidence(places.environmentOf(alert), signal));
  }

  private static Evidence routed(AlertSignal signal, Alert alert, IncidentPlan plan) {
    if (!signal.isFiring()) {
      return signal; // who is told matters of what begins
    }
    List<String> receivers =
        plan.routes().stream()
            .flatMap(root -> root.match(alert.labels()).stream())
            .map(Route::receiver)
            .distinct()
            .toList();
    return receivers.isEmpty() ? signal : new RoutedAlert(signal, receivers);
  }

  /** Chains as evidence. */
  public static DataStream<PlacedEvidence> ofChains(
      DataStream<ChainMatch> chains, AlertPlaces places) {
    return chains
        .<PlacedEvidence>flatMap((match, out) -> places.chainOf(match).ifPresent(out::collect))
        .returns(PlacedEvidenceSerializer.INSTANCE.typeInformation())
        .uid("chain-evidence")
        .name("chains as evidence");
  }

  private static DataStream<PlacedEvidence> ofRecords(
      String input, DataStream<IngestedRecord> records) {
    return records
        .map(ingested -> placed(ingested.record()))
        .returns(PlacedEvidenceSerializer.INSTANCE.typeInformation())
        .setParallelism(records.getParallelism())
        .uid("evidence-" + input)
        .name(input + " as evidence");
  }

  /** A record that correlation looks at. */
  static PlacedEvidence placed(BusinessRecord record) {
    if (record instanceof Heartbeat heartbeat) {
      return new PlacedEvidence(heartbeat.environment(), heartbeat);
    } else if (record instanceof ServiceChange change) {
      return new PlacedEvidence(change.environment(), change);
    } else if (record instanceof Topology topology) {
      return new PlacedEvidence(topology.environment(), topology);
    }
    throw new IllegalArgumentException("no evidence: " + record.getClass());
  }

  /** Evidence of any kind to incidents. */
  public static SingleOutputStreamOperator<Incident> correlate(
      DataStream<PlacedEvidence> evidence, IncidentPlan plan) {
    return evidence
        .keyBy(IncidentsStage::keyOf, Types.INT)
        .transform(
            "incidents",
            IncidentSerializer.INSTANCE.typeInformation(),
            new IncidentsStage(plan.correlation(), plan.impact()))
        .uid("incidents");
  }
}
