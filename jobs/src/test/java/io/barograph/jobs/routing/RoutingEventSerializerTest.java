package io.barograph.jobs.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.AlertStatus;
import io.barograph.core.command.Command;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.jobs.testing.SerializerContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RoutingEventSerializerTest extends SerializerContract<RoutingEvent> {
  RoutingEventSerializerTest() {
    super(RoutingEventSerializer.INSTANCE, "routing-event-v1");
  }

  @Test
  void aGraphComesBackAsItWas() throws IOException {
    RoutingEvent graph =
        new RoutingEvent.Graph(
            new Topology(
                "prod",
                new ServiceGraph(Map.of("a", List.of("b")), Map.of("b", "h"), Map.of("b", 2.0)),
                Topology.USUAL_HEARTBEAT_INTERVAL,
                7));
    DataOutputSerializer out = new DataOutputSerializer(64);
    RoutingEventSerializer.INSTANCE.serialize(graph, out);

    assertThat(
            RoutingEventSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(graph);
  }

  @Override
  protected List<RoutingEvent> values() {
    Command expire =
        new Command(Command.Kind.EXPIRE, "c-2", 9, "ann", "", "c-1", Optional.empty(), false);
    return List.of(
        new RoutingEvent.Transition(Notified.alert("Down", AlertStatus.FIRING, 5, 5)),
        new RoutingEvent.Order(Notified.silence("c-1", "Down", 5, 500)),
        new RoutingEvent.Order(expire));
  }
}
