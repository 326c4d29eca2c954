package io.barograph.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What every hand-written serializer must do. */
public abstract class SerializerContract<T> {
  private final TypeSerializer<T> serializer;
  private final String golden;

  /**
   * The contract of one serializer.
   *
   * @param golden the name of its golden file, see {@link GoldenFile}
   */
  protected SerializerContract(TypeSerializer<T> serializer, String golden) {
    this.serializer = serializer;
    this.golden = golden;
  }

  /** Ordinary values and every edge; exactly what the golden file holds. */
  protected abstract List<T> values();

  /** What two values have in common if they are the same; for types without {@code equals}. */
  protected Object content(T value) {
    return value;
  }

  @Test
  void everyValueComesBackAsItWas() throws IOException {
    for (T value : values()) {
      assertSame(read(serializer, bytesOf(List.of(value)), 1), List.of(value));
    }
  }

  @Test
  void readsAsManyBytesAsItWrote() throws IOException {
    assertSame(read(serializer, bytesOf(values()), values().size()), values());
  }

  @Test
  void copiesAreTheSame() throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(64);
    for (T value : values()) {
      assertThat(content(serializer.copy(value))).isEqualTo(content(value));
      serializer.copy(new DataInputDeserializer(bytesOf(List.of(value))), target);
    }
    assertThat(target.getCopyOfBuffer()).isEqualTo(bytesOf(values()));
  }

  @Test
  void isCompatibleWithItsOwnSnapshot() throws IOException {
    TypeSerializerSnapshot<T> restored = readSnapshot(new DataInputDeserializer(snapshotBytes()));

    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void readsTheStateThatTheFirstVersionWrote() throws IOException {
    DataOutputSerializer now = new DataOutputSerializer(256);
    now.write(snapshotBytes());
    now.write(bytesOf(values()));
    DataInputDeserializer in =
        new DataInputDeserializer(GoldenFile.read(golden, now.getCopyOfBuffer()));

    TypeSerializer<T> restored = readSnapshot(in).restoreSerializer();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < values().size(); i++) {
      values.add(restored.deserialize(in));
    }
    assertSame(values, values());
    assertThat(in.available()).isZero();
  }

  private byte[] snapshotBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return out.getCopyOfBuffer();
  }

  private TypeSerializerSnapshot<T> readSnapshot(DataInputDeserializer in) throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());
  }

  private byte[] bytesOf(List<T> values) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (T value : values) {
      serializer.serialize(value, out);
    }
    return out.getCopyOfBuffer();
  }

  private static <T> List<T> read(TypeSerializer<T> serializer, byte[] bytes, int count)
      throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(serializer.deserialize(in));
    }
    assertThat(in.available()).as("bytes left over").isZero();
    return values;
  }

  private void assertSame(List<T> values, List<T> expected) {
    assertThat(values.stream().map(this::content).toList())
        .isEqualTo(expected.stream().map(this::content).toList());
  }
}
