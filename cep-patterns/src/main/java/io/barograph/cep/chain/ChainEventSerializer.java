package io.barograph.cep.chain;

import io.barograph.core.pattern.ChainEvent;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What happens to chains, field by field. */
public final class ChainEventSerializer extends ImmutableSerializer<ChainEvent> {
  /** The only instance that is needed. */
  public static final ChainEventSerializer INSTANCE = new ChainEventSerializer();

  private static final ChainEvent.Kind[] KINDS = ChainEvent.Kind.values();

  private ChainEventSerializer() {
    super(ChainEvent.class);
  }

  @Override
  public void serialize(ChainEvent one, DataOutputView out) throws IOException {
    out.writeByte(one.kind().ordinal());
    ChainBytes.write(one.tagged(), out);
    out.writeLong(one.time());
  }

  @Override
  public ChainEvent deserialize(DataInputView in) throws IOException {
    ChainEvent.Kind kind = KINDS[in.readByte()];
    return new ChainEvent(kind, ChainBytes.readTagged(in), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<ChainEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChainEvent> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
