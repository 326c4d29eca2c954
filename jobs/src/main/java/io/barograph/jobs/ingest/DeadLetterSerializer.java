package io.barograph.jobs.ingest;

import io.barograph.core.bytes.Texts;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Dead letters, field by field. */
public final class DeadLetterSerializer extends ImmutableSerializer<DeadLetter> {
  /** The only instance that is needed. */
  public static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

  private DeadLetterSerializer() {
    super(DeadLetter.class);
  }

  @Override
  public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
    Texts.write(letter.reason().name(), out);
    Texts.write(letter.detail(), out);
    Texts.write(letter.topic(), out);
    out.writeInt(letter.partition());
    out.writeLong(letter.offset());
    out.writeLong(letter.recordTimestamp());
    byte[] bytes = letter.bytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public DeadLetter deserialize(DataInputView in) throws IOException {
    DeadLetterReason reason = DeadLetterReason.valueOf(Texts.read(in));
    String detail = Texts.read(in);
    String topic = Texts.read(in);
    int partition = in.readInt();
    long offset = in.readLong();
    long recordTimestamp = in.readLong();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new DeadLetter(reason, detail, topic, partition, offset, recordTimestamp, bytes);
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
