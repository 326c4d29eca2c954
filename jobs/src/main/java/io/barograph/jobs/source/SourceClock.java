package io.barograph.jobs.source;

import io.barograph.core.clock.ClockAdvance;
import io.barograph.core.clock.EndOffsetAnswer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What makes the clocks of quiet partitions go on. */
interface SourceClock extends Serializable {
  /** Where advances are recorded, for one reader. */
  ClockLog openLog();

  /** What tells one reader where its partitions end. */
  EndOffsets endOffsets(Consumer<Map<TopicPartition, EndOffsetAnswer>> to);

  /**
   * Wall time, on the broker's word; each advance is recorded.
   *
   * @param topic where they are recorded
   * @param connection {@code bootstrap.servers} and security settings
   */
  record Live(String topic, HashMap<String, String> connection) implements SourceClock {
    @Override
    public ClockLog openLog() {
      return new KafkaClockLog(topic, properties());
    }

    @Override
    public EndOffsets endOffsets(Consumer<Map<TopicPartition, EndOffsetAnswer>> to) {
      return new EndOffsetPoller(properties(), System::currentTimeMillis, to);
    }

    private Properties properties() {
      Properties properties = new Properties();
      properties.putAll(connection);
      return properties;
    }
  }

  /** What was recorded, and nothing else. */
  record Recorded(HashMap<TopicPartition, ArrayList<ClockAdvance>> advances)
      implements SourceClock {
    @Override
    public ClockLog openLog() {
      return new ClockLog() {
        @Override
        public CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> load(
            Set<TopicPartition> partitions) {
          return CompletableFuture.completedFuture(Map.copyOf(advances));
        }

        @Override
        public CompletableFuture<Void> record(Map<TopicPartition, ClockAdvance> more) {
          throw new IllegalStateException("a recorded clock goes on by its records alone");
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public EndOffsets endOffsets(Consumer<Map<TopicPartition, EndOffsetAnswer>> to) {
      return EndOffsets.SILENT;
    }
  }
}
