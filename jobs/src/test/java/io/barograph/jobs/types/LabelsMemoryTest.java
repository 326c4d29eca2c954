package io.barograph.jobs.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LabelsMemoryTest {
  /** More than it remembers. */
  private static final int SETS = 40_000;

  @Test
  void writesTheSameBytesAndReadsThemBackHoweverOftenASetComes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Labels> sets = new ArrayList<>(List.of(Labels.EMPTY, Labels.of("価格", "é".repeat(500))));
    while (sets.size() < SETS) {
      sets.add(Labels.of("job", "j" + sets.size() % 7, "instance", "i" + sets.size()));
    }
    LabelsMemory memory = new LabelsMemory();
    DataOutputSerializer remembered = new DataOutputSerializer(256);
    DataOutputSerializer plain = new DataOutputSerializer(256);
    for (int i = 0; i < 3 * SETS; i++) {
      Labels labels = sets.get(random.nextInt(i % 2 == 0 ? SETS : 100));
      remembered.clear();
      plain.clear();
      memory.write(labels, remembered);
      LabelsBytes.write(labels, plain);

      assertThat(remembered.getCopyOfBuffer())
          .as("%s, seed %s", labels, seed)
          .isEqualTo(plain.getCopyOfBuffer());
      assertThat(memory.read(new DataInputDeserializer(plain.getCopyOfBuffer())))
          .as("seed %s", seed)
          .isEqualTo(labels);
    }
  }

  @Test
  void aSetThatComesAgainIsTheSameObject() throws IOException {
    LabelsMemory memory = new LabelsMemory();
    DataOutputSerializer out = new DataOutputSerializer(64);
    memory.write(Labels.of("job", "a"), out);
    byte[] bytes = out.getCopyOfBuffer();

    assertThat(memory.read(new DataInputDeserializer(bytes)))
        .isSameAs(memory.read(new DataInputDeserializer(bytes)));
  }
}
