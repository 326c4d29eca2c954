package io.barograph.cep.chain;

import io.barograph.core.pattern.ChainKey;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.StateChange;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Chains that are complete, field by field. */
public final class ChainMatchSerializer extends ImmutableSerializer<ChainMatch> {
  /** The only instance that is needed. */
  public static final ChainMatchSerializer INSTANCE = new ChainMatchSerializer();

  private ChainMatchSerializer() {
    super(ChainMatch.class);
  }

  @Override
  public void serialize(ChainMatch one, DataOutputView out) throws IOException {
    ChainBytes.write(one.key(), out);
    out.writeByte(one.changes().size());
    for (StateChange change : one.changes()) {
      ChainBytes.write(change, out);
    }
    out.writeLong(one.time());
  }

  @Override
  public ChainMatch deserialize(DataInputView in) throws IOException {
    ChainKey key = ChainBytes.readKey(in);
    List<StateChange> changes = new ArrayList<>();
    for (int count = in.readByte(); count > 0; count--) {
      changes.add(ChainBytes.readChange(in));
    }
    return new ChainMatch(key, changes, in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<ChainMatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChainMatch> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
