package io.barograph.jobs.signals;

import io.barograph.core.bytes.Texts;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Log counts, field by field. */
final class LogCountSerializer extends ImmutableSerializer<LogCount> {
  static final LogCountSerializer INSTANCE = new LogCountSerializer();

  private LogCountSerializer() {
    super(LogCount.class);
  }

  @Override
  public void serialize(LogCount count, DataOutputView out) throws IOException {
    Texts.write(count.service(), out);
    Texts.write(count.level(), out);
    out.writeLong(count.tick());
    out.writeLong(count.lines());
    out.writeLong(count.newest());
  }

  @Override
  public LogCount deserialize(DataInputView in) throws IOException {
    return new LogCount(
        Texts.read(in), Texts.read(in), in.readLong(), in.readLong(), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<LogCount> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LogCount> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
