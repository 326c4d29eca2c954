package io.barograph.jobs.ingest;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes what came out of a Kafka record: a byte that says what it is, and its fields.
 *
 * <p>One serializer serves the sealed type and each of its kinds.
 */
public final class IngestedSerializer extends ImmutableSerializer<Ingested> {
  /** The only instance that is needed. */
  public static final IngestedSerializer INSTANCE = new IngestedSerializer();

  private static final byte SAMPLE = 1;
  private static final byte LOG = 2;
  private static final byte DEAD_LETTER = 3;
  private static final byte RECORD = 4;

  private IngestedSerializer() {
    super(Ingested.class);
  }

  /** The type information of one kind of ingested record. */
  @SuppressWarnings("unchecked")
  public static <T extends Ingested> TypeInformation<T> ofKind() {
    return (TypeInformation<T>) INSTANCE.typeInformation();
  }

  @Override
  public void serialize(Ingested ingested, DataOutputView out) throws IOException {
    if (ingested instanceof IngestedSample sample) {
      out.writeByte(SAMPLE);
      LabelsBytes.write(sample.labels(), out);
      out.writeLong(sample.timestamp());
      out.writeDouble(sample.value());
      out.writeBoolean(sample.stale());
      out.writeLong(sample.behind());
    } else if (ingested instanceof IngestedLog log) {
      out.writeByte(LOG);
      writeLog(log.log(), out);
      out.writeLong(log.behind());
    } else if (ingested instanceof IngestedRecord record) {
      out.writeByte(RECORD);
      BusinessRecords.write(record.record(), out);
      out.writeLong(record.behind());
    } else if (ingested instanceof IngestedDeadLetter dead) {
      out.writeByte(DEAD_LETTER);
      DeadLetterSerializer.INSTANCE.serialize(dead.letter(), out);
    }
  }

  @Override
  public Ingested deserialize(DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case SAMPLE -> {
        Labels labels = LabelsBytes.read(in);
        yield new IngestedSample(
            labels, in.readLong(), in.readDouble(), in.readBoolean(), in.readLong());
      }
      case RECORD -> new IngestedRecord(BusinessRecords.read(in), in.readLong());
      case LOG -> new IngestedLog(readLog(in), in.readLong());
      case DEAD_LETTER -> new IngestedDeadLetter(DeadLetterSerializer.INSTANCE.deserialize(in));
      default ->
          throw new IOException("an ingested record of kind %d is not known".formatted(kind));
    };
  }

  @Override
  public TypeSerializerSnapshot<Ingested> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void writeLog(LogRecord log, DataOutputView out) throws IOException {
    out.writeLong(log.timestamp());
    Texts.write(log.level(), out);
    Texts.write(log.service(), out);
    Texts.write(log.userId(), out);
    Texts.write(log.requestId(), out);
    Texts.write(log.message(), out);
    Texts.writeMap(new TreeMap<>(log.metadata()), out);
  }

  private static LogRecord readLog(DataInputView in) throws IOException {
    return new LogRecord(
        in.readLong(),
        Texts.read(in),
        Texts.read(in),
        Texts.read(in),
        Texts.read(in),
        Texts.read(in),
        Texts.readMap(in));
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Ingested> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
