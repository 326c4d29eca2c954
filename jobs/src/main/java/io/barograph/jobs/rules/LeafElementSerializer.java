package io.barograph.jobs.rules;

import io.barograph.jobs.types.ImmutableSerializer;
import io.barograph.jobs.types.LabelsBytes;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Leaf elements, field by field. */
public final class LeafElementSerializer extends ImmutableSerializer<LeafElement> {
  /** The only instance that is needed. */
  public static final LeafElementSerializer INSTANCE = new LeafElementSerializer();

  private static final LeafElement.Kind[] KINDS = LeafElement.Kind.values();

  private LeafElementSerializer() {
    super(LeafElement.class);
  }

  @Override
  public void serialize(LeafElement element, DataOutputView out) throws IOException {
    out.writeByte(element.kind().ordinal());
    LabelsBytes.write(element.partitionKey(), out);
    out.writeShort(element.leaf());
    out.writeLong(element.tick());
    LabelsBytes.write(element.series(), out);
    out.writeDouble(element.value());
  }

  @Override
  public LeafElement deserialize(DataInputView in) throws IOException {
    return new LeafElement(
        KINDS[in.readUnsignedByte()],
        LabelsBytes.read(in),
        in.readUnsignedShort(),
        in.readLong(),
        LabelsBytes.read(in),
        in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<LeafElement> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LeafElement> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
