package io.barograph.jobs.rules;

import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Changes of rules, as they lie in state. */
public final class RuleChangeSerializer extends ImmutableSerializer<RuleChange> {
  /** The only instance that is needed. */
  public static final RuleChangeSerializer INSTANCE = new RuleChangeSerializer();

  private RuleChangeSerializer() {
    super(RuleChange.class);
  }

  @Override
  public void serialize(RuleChange change, DataOutputView out) throws IOException {
    RuleChangeBytes.write(change, out);
  }

  @Override
  public RuleChange deserialize(DataInputView in) throws IOException {
    return RuleChangeBytes.read(in);
  }

  @Override
  public TypeSerializerSnapshot<RuleChange> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RuleChange> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
