package io.barograph.jobs.rules;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What travels to the group stage: a byte for the kind of record, then its fields. */
public final class StageRecordSerializer extends ImmutableSerializer<StageRecord> {
  /** The only instance that is needed. */
  static final StageRecordSerializer INSTANCE =
      new StageRecordSerializer(LeafElementSerializer.INSTANCE);

  private static final int ELEMENT = 0;
  private static final int MARK = 1;
  private static final int CHANGE = 2;
  private static final int QUESTION = 3;

  private final LeafElementSerializer elements;

  private StageRecordSerializer(LeafElementSerializer elements) {
    super(StageRecord.class);
    this.elements = elements;
  }

  @Override
  public StageRecordSerializer duplicate() {
    return new StageRecordSerializer(elements.duplicate());
  }

  @Override
  public void serialize(StageRecord record, DataOutputView out) throws IOException {
    if (record instanceof LeafElement element) {
      out.writeByte(ELEMENT);
      elements.serialize(element, out);
    } else if (record instanceof StageMark mark) {
      out.writeByte(MARK);
      LabelsBytes.write(mark.partitionKey(), out);
      out.writeInt(mark.sender());
      out.writeInt(mark.input());
      out.writeLong(mark.time().watermark());
      out.writeLong(mark.time().oldest());
      out.writeLong(mark.time().newestAtEnd());
    } else if (record instanceof StageChange change) {
      out.writeByte(CHANGE);
      LabelsBytes.write(change.partitionKey(), out);
      RuleChangeBytes.write(change.change(), out);
    } else if (record instanceof StageQuestion question) {
      out.writeByte(QUESTION);
      StageQuestionBytes.write(question, out);
    }
  }

  @Override
  public StageRecord deserialize(DataInputView in) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind == ELEMENT) {
      return elements.deserialize(in);
    }
    if (kind == MARK) {
      Labels key = LabelsBytes.read(in);
      return new StageMark(
          key,
          in.readInt(),
          in.readInt(),
          new InputTime(in.readLong(), in.readLong(), in.readLong()));
    }
    if (kind == CHANGE) {
      return new StageChange(LabelsBytes.read(in), RuleChangeBytes.read(in));
    }
    if (kind == QUESTION) {
      return StageQuestionBytes.read(in);
    }
    throw new IOException("a record of kind %d is not known".formatted(kind));
  }

  @Override
  public TypeSerializerSnapshot<StageRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StageRecord> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
