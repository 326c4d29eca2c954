package io.barograph.jobs.types;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Label sets as {@link LabelsBytes} writes them. */
public final class LabelsSerializer extends ImmutableSerializer<Labels> {
  /** The only instance that is needed. */
  public static final LabelsSerializer INSTANCE = new LabelsSerializer();

  private LabelsSerializer() {
    super(Labels.class);
  }

  @Override
  public void serialize(Labels labels, DataOutputView out) throws IOException {
    LabelsBytes.write(labels, out);
  }

  @Override
  public Labels deserialize(DataInputView in) throws IOException {
    return LabelsBytes.read(in);
  }

  @Override
  public TypeSerializerSnapshot<Labels> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Labels> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
