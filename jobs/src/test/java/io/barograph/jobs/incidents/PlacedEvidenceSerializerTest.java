package io.barograph.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.AlertTraits;
import io.barograph.core.incident.Chain;
import io.barograph.core.incident.Heartbeat;
import io.barograph.core.incident.IncidentKind;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.core.incident.RoutedAlert;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.jobs.testing.SerializerContract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PlacedEvidenceSerializerTest extends SerializerContract<PlacedEvidence> {
  PlacedEvidenceSerializerTest() {
    super(PlacedEvidenceSerializer.INSTANCE, "placed-evidence-v1");
  }

  @Test
  void whatAlertsHaveInCommonTravelsWithThem() throws IOException {
    AlertTraits traits = new AlertTraits(List.of("disk=sda", "行情=7"), List.of("full"));
    AlertSignal alert =
        new AlertSignal("a", 8, "Up", "f", "web", "h1", Priority.P1, true).withTraits(traits);
    assertTravels(new PlacedEvidence("eu", alert));
    assertTravels(new PlacedEvidence("eu", new RoutedAlert(alert, List.of("desk", "夜班"))));
  }

  private static void assertTravels(PlacedEvidence placed) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    PlacedEvidenceSerializer.INSTANCE.serialize(placed, out);

    assertThat(
            PlacedEvidenceSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(placed);
  }

  @Override
  protected List<PlacedEvidence> values() {
    List<PlacedEvidence> values = new ArrayList<>();
    List<AlertSignal> alerts = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      AlertSignal alert = new AlertSignal("a-" + priority, 7, "", "f", "", "", priority, false);
      alerts.add(alert);
      values.add(new PlacedEvidence("", alert));
    }
    values.add(
        new PlacedEvidence(
            "eu", new AlertSignal("a", 8, "Up", "f", "web", "h1", Priority.P1, true)));
    for (IncidentKind kind : EnumSet.range(IncidentKind.STORM, IncidentKind.HEARTBEAT)) {
      values.add(new PlacedEvidence("eu", new Chain("escalation", kind, alerts, 9)));
    }
    values.add(new PlacedEvidence("eu", new Heartbeat("eu", "web", 10)));
    values.add(new PlacedEvidence("", new ServiceChange("", "web", "deploy", "2", 11, "c")));
    values.add(
        new PlacedEvidence("", new Topology("", ServiceGraph.EMPTY, Duration.ofMinutes(1), 0)));
    ServiceGraph graph =
        new ServiceGraph(
            Map.of("web", List.of("orders", "行情")), Map.of("web", "h1"), Map.of("orders", 2.5));
    values.add(new PlacedEvidence("eu", new Topology("eu", graph, Duration.ofSeconds(5), 12)));
    return values;
  }
}
