package io.barograph.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.clock.ClockAdvance;
import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.clock.EndOffsetAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A reader of one partition without records, which nothing but the reader itself can wake. */
class ClockedReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("barograph.metrics", 0);

  private final Log log = new Log();
  private final Ends ends = new Ends();
  private final Output output = new Output();
  private long now = 1_000_000;
  private final ClockedReader<Object> reader =
      new ClockedReader<>(
          new Silence(),
          new PartitionClocks(),
          ClockPolicy.DEFAULT,
          new DrivenClock(log, ends::reportTo),
          () -> now,
          UnregisteredMetricsGroup.createOperatorMetricGroup());

  @Test
  void asksForAPartitionWhoseAdvancesAreLoadedBetweenTwoLooks() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 0)));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    log.loaded.complete(Map.of());

    assertThat(reader.isAvailable()).isCompleted();
    reader.pollNext(output);
    assertThat(ends.watched).containsExactly(PARTITION);
  }

  @Test
  void isWokenByAPartitionThatComesLater() throws Exception {
    reader.pollNext(output);
    CompletableFuture<Void> waiting = reader.isAvailable();
    assertThat(waiting).isNotDone();
    log.loaded.complete(Map.of());
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 0)));

    assertThat(waiting).isCompleted();
    reader.pollNext(output);
    assertThat(ends.watched).containsExactly(PARTITION);
  }

  @Test
  void anAdvanceIsSafeBeforeItTakesEffectAndTakesEffectAtOnceThen() throws Exception {
    log.loaded.complete(Map.of());
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 0)));
    reader.pollNext(output);
    for (int second = 0; second <= 10; second++) {
      now += 1_000;
      ends.answer(now, 0);
      reader.pollNext(output);
    }
    assertThat(log.recorded).containsExactly(Map.of(PARTITION, new ClockAdvance(0, now - 6_000)));
    assertThat(output.watermarks).isEmpty();
    assertThat(reader.isAvailable()).isNotDone();
    log.written.complete(null);

    assertThat(reader.isAvailable()).isCompleted();
    reader.pollNext(output);
    assertThat(output.watermarks).containsExactly(now - 6_000);
  }

  @Test
  void whatWasRecordedTakesEffectAgainAtItsOffsetAndNotBefore() throws Exception {
    log.loaded.complete(
        Map.of(PARTITION, List.of(new ClockAdvance(3, 7_000), new ClockAdvance(4, 9_000))));
    reader.addSplits(
        List.of(new ClockedSplit(PARTITION, 3, KafkaPartitionSplit.NO_STOPPING_OFFSET, 5_000)));
    reader.pollNext(output);

    assertThat(output.watermarks).containsExactly(7_000L);
  }

  /** A clock log that answers when it is told to. */
  private static final class Log implements ClockLog {
    private final CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> loaded =
        new CompletableFuture<>();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private final List<Map<TopicPartition, ClockAdvance>> recorded = new ArrayList<>();

    @Override
    public CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> load(
        Set<TopicPartition> partitions) {
      return loaded;
    }

    @Override
    public CompletableFuture<Void> record(Map<TopicPartition, ClockAdvance> advances) {
      recorded.add(new HashMap<>(advances));
      return written;
    }

    @Override
    public void close() {}
  }

  /** Knows where the partition ends when it is told to. */
  private static final class Ends implements EndOffsets {
    private final Set<TopicPartition> watched = new HashSet<>();
    private Consumer<Map<TopicPartition, EndOffsetAnswer>> answers;

    EndOffsets reportTo(Consumer<Map<TopicPartition, EndOffsetAnswer>> to) {
      answers = to;
      return this;
    }

    void answer(long askedAt, long endOffset) {
      answers.accept(Map.of(PARTITION, new EndOffsetAnswer(askedAt, endOffset)));
    }

    @Override
    public void start() {}

    @Override
    public void watch(TopicPartition partition) {
      watched.add(partition);
    }

    @Override
    public void close() {}
  }

  /** Flink's reader of a partition without records. */
  private static final class Silence implements SourceReader<Object, KafkaPartitionSplit> {
    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Object> output) {
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return new CompletableFuture<>();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {}

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      throw new UnsupportedOperationException("no checkpoint is taken");
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  /** Takes the watermarks of the partition. */
  private static final class Output implements ReaderOutput<Object> {
    private final List<Long> watermarks = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarks.add(watermark.getTimestamp());
    }

    @Override
    public SourceOutput<Object> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void collect(Object record) {
      throw new UnsupportedOperationException("there are no records");
    }

    @Override
    public void collect(Object record, long timestamp) {
      throw new UnsupportedOperationException("there are no records");
    }

    @Override
    public void markIdle() {
      throw new UnsupportedOperationException("no partition is ever idle");
    }

    @Override
    public void markActive() {
      throw new UnsupportedOperationException("no partition is ever idle");
    }

    @Override
    public void releaseOutputForSplit(String split) {
      throw new UnsupportedOperationException("no partition is taken away");
    }
  }
}
