package io.barograph.jobs.incidents;

import io.barograph.core.incident.EvidenceCodec;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Evidence behind its environment. */
public final class PlacedEvidenceSerializer extends ImmutableSerializer<PlacedEvidence> {
  /** The only instance that is needed. */
  public static final PlacedEvidenceSerializer INSTANCE = new PlacedEvidenceSerializer();

  private PlacedEvidenceSerializer() {
    super(PlacedEvidence.class);
  }

  @Override
  public void serialize(PlacedEvidence placed, DataOutputView out) throws IOException {
    out.writeUTF(placed.environment());
    EvidenceCodec.write(placed.evidence(), out);
  }

  @Override
  public PlacedEvidence deserialize(DataInputView in) throws IOException {
    return new PlacedEvidence(in.readUTF(), EvidenceCodec.read(in));
  }

  @Override
  public TypeSerializerSnapshot<PlacedEvidence> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PlacedEvidence> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
