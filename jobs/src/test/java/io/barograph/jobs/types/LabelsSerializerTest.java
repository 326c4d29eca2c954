package io.barograph.jobs.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LabelsSerializerTest extends SerializerContract<Labels> {
  LabelsSerializerTest() {
    super(LabelsSerializer.INSTANCE, "labels-v1");
  }

  @Override
  protected List<Labels> values() {
    return List.of(
        Labels.EMPTY,
        Labels.of("__name__", "up"),
        Labels.of("__name__", "cpu", "host", "Zürich-価格-\uD83D\uDCC8", "quote", "\"\\\n\0"));
  }

  @Test
  void aValueMayBeLongerThan64Kibibytes() throws IOException {
    Labels labels = Labels.of("long", "x".repeat(70_000));
    DataOutputSerializer out = new DataOutputSerializer(64);
    LabelsSerializer.INSTANCE.serialize(labels, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(LabelsSerializer.INSTANCE.deserialize(in)).isEqualTo(labels);
  }
}
