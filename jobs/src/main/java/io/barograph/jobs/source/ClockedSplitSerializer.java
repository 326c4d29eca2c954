package io.barograph.jobs.source;

import io.barograph.core.clock.PartitionClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;

/** Keeps {@link ClockedSplit}s in checkpoints; a plain split is one whose clock is unknown. */
final class ClockedSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(split.getTopic());
      out.writeInt(split.getPartition());
      out.writeLong(split.getStartingOffset());
      out.writeLong(split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
      out.writeLong(
          split instanceof ClockedSplit clocked ? clocked.watermark() : PartitionClock.UNKNOWN);
    }
    return bytes.toByteArray();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("source splits of version %d are not known".formatted(version));
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
      TopicPartition partition = new TopicPartition(in.readUTF(), in.readInt());
      return new ClockedSplit(partition, in.readLong(), in.readLong(), in.readLong());
    }
  }
}
