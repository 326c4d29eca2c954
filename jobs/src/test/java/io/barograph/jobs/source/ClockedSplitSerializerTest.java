package io.barograph.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.clock.PartitionClock;
import io.barograph.jobs.testing.GoldenFile;
import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClockedSplitSerializerTest {
  private static final TopicPartition PARTITION = new TopicPartition("barograph.metrics", 3);

  private final ClockedSplitSerializer serializer = new ClockedSplitSerializer();

  @Test
  void everySplitComesBackAsItWas() throws IOException {
    for (ClockedSplit split :
        List.of(
            new ClockedSplit(PARTITION, 0, KafkaPartitionSplit.NO_STOPPING_OFFSET, 0),
            new ClockedSplit(PARTITION, 17, 20, PartitionClock.UNKNOWN),
            new ClockedSplit(PARTITION, Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MAX_VALUE))) {
      assertThat(fields(read(1, serializer.serialize(split)))).isEqualTo(fields(split));
    }
  }

  @Test
  void thePlainSplitOfANewPartitionHasNoClockYet() throws IOException {
    byte[] plain = serializer.serialize(new KafkaPartitionSplit(PARTITION, 5));

    assertThat(read(1, plain).watermark()).isEqualTo(PartitionClock.UNKNOWN);
  }

  @Test
  void readsTheSplitThatTheFirstVersionWrote() throws IOException {
    ClockedSplit split = new ClockedSplit(PARTITION, 17, 20, 1_700_000_000_000L);
    byte[] golden = GoldenFile.read("clocked-split-v1", serializer.serialize(split));

    assertThat(fields(read(1, golden))).isEqualTo(fields(split));
  }

  @Test
  void refusesAVersionThatItDoesNotKnow() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("source splits of version 2 are not known");
  }

  private ClockedSplit read(int version, byte[] bytes) throws IOException {
    return (ClockedSplit) serializer.deserialize(version, bytes);
  }

  private static List<Object> fields(ClockedSplit split) {
    return List.of(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset(),
        split.watermark());
  }
}
