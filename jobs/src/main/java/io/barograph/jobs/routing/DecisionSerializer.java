package io.barograph.jobs.routing;

import io.barograph.core.decision.Decision;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Decisions, field by field. */
public final class DecisionSerializer extends ImmutableSerializer<Decision> {
  /** The only instance that is needed. */
  public static final DecisionSerializer INSTANCE = new DecisionSerializer();

  private DecisionSerializer() {
    super(Decision.class);
  }

  @Override
  public void serialize(Decision one, DataOutputView out) throws IOException {
    one.write(out);
  }

  @Override
  public Decision deserialize(DataInputView in) throws IOException {
    return Decision.read(in);
  }

  @Override
  public TypeSerializerSnapshot<Decision> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Decision> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
