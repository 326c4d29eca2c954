package io.barograph.jobs.source;

import io.barograph.core.clock.EndOffsetAnswer;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Asks again and again where the partitions of one reader end. */
interface EndOffsets extends AutoCloseable {
  void start();

  /** Asks for {@code partition} too from now on. */
  void watch(TopicPartition partition);

  @Override
  void close();

  /** Makes what reports to a reader. */
  interface Factory {
    /**
     * One that is not started yet.
     *
     * @param answers takes each answer, in whatever thread
     */
    EndOffsets create(Consumer<Map<TopicPartition, EndOffsetAnswer>> answers);
  }
}
