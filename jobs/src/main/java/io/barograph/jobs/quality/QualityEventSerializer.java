package io.barograph.jobs.quality;

import io.barograph.core.quality.QualityEvent;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the quality of alerts is counted by. */
public final class QualityEventSerializer extends ImmutableSerializer<QualityEvent> {
  /** The only instance that is needed. */
  public static final QualityEventSerializer INSTANCE = new QualityEventSerializer();

  private QualityEventSerializer() {
    super(QualityEvent.class);
  }

  @Override
  public void serialize(QualityEvent value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public QualityEvent deserialize(DataInputView in) throws IOException {
    return QualityEvent.read(in);
  }

  @Override
  public TypeSerializerSnapshot<QualityEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<QualityEvent> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
