package io.barograph.jobs.incidents;

import io.barograph.core.incident.Incident;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Incidents, with what led to them. */
public final class IncidentSerializer extends ImmutableSerializer<Incident> {
  /** The only instance that is needed. */
  public static final IncidentSerializer INSTANCE = new IncidentSerializer();

  private IncidentSerializer() {
    super(Incident.class);
  }

  @Override
  public void serialize(Incident incident, DataOutputView out) throws IOException {
    incident.write(out);
  }

  @Override
  public Incident deserialize(DataInputView in) throws IOException {
    return Incident.read(in);
  }

  @Override
  public TypeSerializerSnapshot<Incident> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Incident> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
