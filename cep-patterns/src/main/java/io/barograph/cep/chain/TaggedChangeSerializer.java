package io.barograph.cep.chain;

import io.barograph.core.pattern.TaggedChange;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Tagged state changes, field by field. */
public final class TaggedChangeSerializer extends ImmutableSerializer<TaggedChange> {
  /** The only instance that is needed. */
  public static final TaggedChangeSerializer INSTANCE = new TaggedChangeSerializer();

  private TaggedChangeSerializer() {
    super(TaggedChange.class);
  }

  @Override
  public void serialize(TaggedChange one, DataOutputView out) throws IOException {
    ChainBytes.write(one, out);
  }

  @Override
  public TaggedChange deserialize(DataInputView in) throws IOException {
    return ChainBytes.readTagged(in);
  }

  @Override
  public TypeSerializerSnapshot<TaggedChange> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TaggedChange> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
