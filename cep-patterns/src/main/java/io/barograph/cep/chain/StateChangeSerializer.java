package io.barograph.cep.chain;

import io.barograph.core.pattern.StateChange;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** State changes, field by field. */
public final class StateChangeSerializer extends ImmutableSerializer<StateChange> {
  /** The only instance that is needed. */
  public static final StateChangeSerializer INSTANCE = new StateChangeSerializer();

  private StateChangeSerializer() {
    super(StateChange.class);
  }

  @Override
  public void serialize(StateChange one, DataOutputView out) throws IOException {
    ChainBytes.write(one, out);
  }

  @Override
  public StateChange deserialize(DataInputView in) throws IOException {
    return ChainBytes.readChange(in);
  }

  @Override
  public TypeSerializerSnapshot<StateChange> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StateChange> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
