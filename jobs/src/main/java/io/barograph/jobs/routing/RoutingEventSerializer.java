package io.barograph.jobs.routing;

import io.barograph.core.command.Command;
import io.barograph.core.incident.Topology;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Events of routing behind the number of their type. */
public final class RoutingEventSerializer extends ImmutableSerializer<RoutingEvent> {
  /** The only instance that is needed. */
  public static final RoutingEventSerializer INSTANCE = new RoutingEventSerializer();

  /* The numbers are a part of the savepoint format and never change. */
  private static final byte TRANSITION = 1;
  private static final byte ORDER = 2;
  private static final byte GRAPH = 3;

  private RoutingEventSerializer() {
    super(RoutingEvent.class);
  }

  @Override
  public void serialize(RoutingEvent event, DataOutputView out) throws IOException {
    if (event instanceof RoutingEvent.Transition transition) {
      out.writeByte(TRANSITION);
      AlertSerializer.INSTANCE.serialize(transition.alert(), out);
    } else if (event instanceof RoutingEvent.Order order) {
      out.writeByte(ORDER);
      order.command().write(out);
    } else if (event instanceof RoutingEvent.Graph graph) {
      out.writeByte(GRAPH);
      graph.topology().write(out);
    }
  }

  @Override
  public RoutingEvent deserialize(DataInputView in) throws IOException {
    byte number = in.readByte();
    return switch (number) {
      case TRANSITION -> new RoutingEvent.Transition(AlertSerializer.INSTANCE.deserialize(in));
      case GRAPH -> new RoutingEvent.Graph(Topology.read(in));
      case ORDER -> new RoutingEvent.Order(Command.read(in));
      default -> throw new IOException("an event of type %d is not known".formatted(number));
    };
  }

  @Override
  public TypeSerializerSnapshot<RoutingEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RoutingEvent> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
