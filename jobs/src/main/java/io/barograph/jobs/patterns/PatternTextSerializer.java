package io.barograph.jobs.patterns;

import io.barograph.core.bytes.Texts;
import io.barograph.jobs.patterns.PackPatterns.PatternText;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What packs say of patterns, field by field. */
public final class PatternTextSerializer extends ImmutableSerializer<PatternText> {
  /** The only instance that is needed. */
  public static final PatternTextSerializer INSTANCE = new PatternTextSerializer();

  private PatternTextSerializer() {
    super(PatternText.class);
  }

  @Override
  public void serialize(PatternText text, DataOutputView out) throws IOException {
    Texts.write(text.pack(), out);
    out.writeLong(text.from());
    Texts.write(text.file(), out);
    Texts.write(text.settings(), out);
  }

  @Override
  public PatternText deserialize(DataInputView in) throws IOException {
    return new PatternText(Texts.read(in), in.readLong(), Texts.read(in), Texts.read(in));
  }

  @Override
  public TypeSerializerSnapshot<PatternText> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PatternText> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
