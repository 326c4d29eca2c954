package io.barograph.jobs.rules;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A batch as one block of bytes, its announcements before its samples. */
public final class SampleBatchSerializer extends ImmutableSerializer<SampleBatch> {
  /** The only instance that is needed. */
  public static final SampleBatchSerializer INSTANCE = new SampleBatchSerializer();

  private static final byte ON_TIME_ONLY = 0;
  private static final byte WITH_LATE = 1;
  private static final byte END = 2;
  private static final byte BEGIN = 3;

  private SampleBatchSerializer() {
    super(SampleBatch.class);
  }

  @Override
  public void serialize(SampleBatch batch, DataOutputView out) throws IOException {
    out.writeShort(batch.keyGroup());
    out.writeShort(batch.size());
    out.writeShort(batch.announcedCount());
    for (int i = 0; i < batch.announcedCount(); i++) {
      LabelsBytes.write(batch.announced(i), out);
    }
    if (batch.isBegin()) {
      out.writeByte(BEGIN);
      out.writeLong(batch.oldestOfSource());
      return;
    }
    if (batch.isEnd()) {
      out.writeByte(END);
      out.writeLong(batch.newestOfSource());
      return;
    }
    boolean late = batch.hasLate();
    out.writeByte(late ? WITH_LATE : ON_TIME_ONLY);
    ByteBuffer block = ByteBuffer.allocate(batch.size() * (late ? 32 : 24));
    for (int i = 0; i < batch.size(); i++) {
      block.putLong(batch.fingerprint(i)).putLong(batch.timestamp(i)).putLong(batch.valueBits(i));
      if (late) {
        block.putLong(batch.behind(i));
      }
    }
    out.write(block.array());
  }

  @Override
  public SampleBatch deserialize(DataInputView in) throws IOException {
    int keyGroup = in.readUnsignedShort();
    int size = in.readUnsignedShort();
    SampleBatch batch = new SampleBatch(keyGroup, size);
    for (int announced = in.readUnsignedShort(); announced > 0; announced--) {
      batch.announce(LabelsBytes.read(in));
    }
    byte kind = in.readByte();
    if (kind == BEGIN) {
      return SampleBatch.begin(keyGroup, in.readLong());
    }
    if (kind == END) {
      return SampleBatch.end(keyGroup, in.readLong());
    }
    boolean late = kind == WITH_LATE;
    byte[] bytes = new byte[size * (late ? 32 : 24)];
    in.readFully(bytes);
    ByteBuffer block = ByteBuffer.wrap(bytes);
    for (int i = 0; i < size; i++) {
      batch.add(
          block.getLong(),
          block.getLong(),
          block.getLong(),
          late ? block.getLong() : SampleBatch.ON_TIME);
    }
    return batch;
  }

  @Override
  public TypeSerializerSnapshot<SampleBatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SampleBatch> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
