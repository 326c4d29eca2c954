package io.barograph.jobs.rules;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.types.LabelsMemory;
import io.barograph.promql.vector.Partial;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Leaf elements, field by field.
 *
 * <p>The same partitions and groups come tick after tick, so duplicates, which belong to one thread
 * each, remember label sets.
 */
public final class LeafElementSerializer extends ImmutableSerializer<LeafElement> {
  /** The only instance that is needed. */
  public static final LeafElementSerializer INSTANCE = new LeafElementSerializer(false);

  private static final LeafElement.Kind[] KINDS = LeafElement.Kind.values();

  private final boolean remembers;
  private transient LabelsMemory memory;

  private LeafElementSerializer(boolean remembers) {
    super(LeafElement.class);
    this.remembers = remembers;
  }

  @Override
  public LeafElementSerializer duplicate() {
    return new LeafElementSerializer(true);
  }

  @Override
  public void serialize(LeafElement element, DataOutputView out) throws IOException {
    out.writeByte(element.kind().ordinal());
    write(element.partitionKey(), out);
    out.writeInt(element.source());
    out.writeLong(element.tick());
    write(element.series(), out);
    out.writeLong(element.support());
    Partial value = element.value();
    out.writeByte(value.size());
    for (int i = 0; i < value.size(); i++) {
      out.writeDouble(value.number(i));
    }
  }

  @Override
  public LeafElement deserialize(DataInputView in) throws IOException {
    LeafElement.Kind kind = KINDS[in.readUnsignedByte()];
    Labels partitionKey = read(in);
    int source = in.readInt();
    long tick = in.readLong();
    Labels series = read(in);
    long support = in.readLong();
    return new LeafElement(kind, partitionKey, source, tick, series, value(in), support);
  }

  private void write(Labels labels, DataOutputView out) throws IOException {
    if (remembers) {
      memory().write(labels, out);
    } else {
      LabelsBytes.write(labels, out);
    }
  }

  private Labels read(DataInputView in) throws IOException {
    return remembers ? memory().read(in) : LabelsBytes.read(in);
  }

  private LabelsMemory memory() {
    if (memory == null) {
      memory = new LabelsMemory();
    }
    return memory;
  }

  private static Partial value(DataInputView in) throws IOException {
    double[] numbers = new double[in.readUnsignedByte()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return Partial.of(numbers);
  }

  @Override
  public TypeSerializerSnapshot<LeafElement> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LeafElement> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
