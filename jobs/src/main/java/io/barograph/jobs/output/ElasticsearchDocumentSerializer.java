package io.barograph.jobs.output;

import io.barograph.core.bytes.Texts;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Documents on their way to the sink. */
final class ElasticsearchDocumentSerializer extends ImmutableSerializer<ElasticsearchDocument> {
  static final ElasticsearchDocumentSerializer INSTANCE = new ElasticsearchDocumentSerializer();

  private ElasticsearchDocumentSerializer() {
    super(ElasticsearchDocument.class);
  }

  @Override
  public void serialize(ElasticsearchDocument document, DataOutputView out) throws IOException {
    Texts.write(document.index(), out);
    Texts.write(document.id(), out);
    out.writeLong(document.version());
    Texts.write(document.json(), out);
  }

  @Override
  public ElasticsearchDocument deserialize(DataInputView in) throws IOException {
    return new ElasticsearchDocument(Texts.read(in), Texts.read(in), in.readLong(), Texts.read(in));
  }

  @Override
  public TypeSerializerSnapshot<ElasticsearchDocument> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ElasticsearchDocument> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
