package io.barograph.jobs.output;

import io.barograph.jobs.types.ImmutableSerializer;
import io.barograph.jobs.types.Texts;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Messages on their way to the sink, should that not be chained to what makes them. */
final class KafkaMessageSerializer extends ImmutableSerializer<KafkaMessage> {
  static final KafkaMessageSerializer INSTANCE = new KafkaMessageSerializer();

  private KafkaMessageSerializer() {
    super(KafkaMessage.class);
  }

  @Override
  public void serialize(KafkaMessage message, DataOutputView out) throws IOException {
    Texts.write(message.topic(), out);
    out.writeLong(message.time());
    Texts.write(message.key(), out);
    Texts.write(message.value(), out);
  }

  @Override
  public KafkaMessage deserialize(DataInputView in) throws IOException {
    return new KafkaMessage(Texts.read(in), in.readLong(), Texts.read(in), Texts.read(in));
  }

  @Override
  public TypeSerializerSnapshot<KafkaMessage> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KafkaMessage> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
