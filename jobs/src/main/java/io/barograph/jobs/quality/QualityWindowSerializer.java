package io.barograph.jobs.quality;

import io.barograph.core.quality.QualityWindow;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is kept of the alerts of a rule. */
public final class QualityWindowSerializer extends ImmutableSerializer<QualityWindow> {
  /** The only instance that is needed. */
  public static final QualityWindowSerializer INSTANCE = new QualityWindowSerializer();

  private QualityWindowSerializer() {
    super(QualityWindow.class);
  }

  @Override
  public void serialize(QualityWindow value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public QualityWindow deserialize(DataInputView in) throws IOException {
    return QualityWindow.read(in);
  }

  @Override
  public TypeSerializerSnapshot<QualityWindow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<QualityWindow> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
