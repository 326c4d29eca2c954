package io.barograph.jobs.source;

import org.apache.kafka.common.TopicPartition;

/** Tells a reader again and again where its partitions end. */
interface EndOffsets extends AutoCloseable {
  /** Says nothing: for a reader whose quiet partitions do not go on by wall time. */
  EndOffsets SILENT =
      new EndOffsets() {
        @Override
        public void start() {}

        @Override
        public void watch(TopicPartition partition) {}

        @Override
        public void close() {}
      };

  void start();

  /** Tells of this partition too from now on. */
  void watch(TopicPartition partition);

  @Override
  void close();
}
