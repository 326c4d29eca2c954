package io.barograph.jobs.source;

import io.barograph.core.clock.BrokerContact;
import io.barograph.core.clock.ClockAdvance;
import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.clock.EndOffsetAnswer;
import io.barograph.core.clock.PartitionClock;
import io.barograph.core.clock.QuietPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.common.TopicPartition;

/**
 * Flink's Kafka reader with a clock for each partition.
 *
 * <p>It emits the watermarks itself. Nothing is read until the recorded advances are known, nor
 * while an advance is being written: so an advance takes effect at the offset that it is recorded
 * for, now and whenever the partition is read again.
 */
final class ClockedReader<T> implements SourceReader<T, KafkaPartitionSplit> {
  private final SourceReader<T, KafkaPartitionSplit> kafka;
  private final PartitionClocks clocks;
  private final ClockPolicy policy;
  private final ClockLog log;
  private final EndOffsets ends;
  private final LongSupplier wallClock;
  private final Counter advancesApplied;
  private final long stepMillis;

  private final BrokerContact contact;
  private final List<Loading> loading = new ArrayList<>();
  private Map<TopicPartition, ClockAdvance> writing = Map.of();
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
  private volatile Map<TopicPartition, EndOffsetAnswer> answers = Map.of();
  private volatile long answeredAt;
  private volatile CompletableFuture<Void> news = new CompletableFuture<>();

  private record Loading(
      Set<TopicPartition> partitions,
      CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> advances) {}

  ClockedReader(
      SourceReader<T, KafkaPartitionSplit> kafka,
      PartitionClocks clocks,
      ClockPolicy policy,
      SourceClock source,
      LongSupplier wallClock,
      MetricGroup metrics) {
    this.kafka = kafka;
    this.clocks = clocks;
    this.policy = policy;
    this.log = source.openLog();
    this.wallClock = wallClock;
    this.stepMillis = policy.step().toMillis();
    this.contact = new BrokerContact(policy);
    this.ends = source.endOffsets(this::takeAnswer);
    this.advancesApplied = metrics.counter(SourceMetric.CLOCK_ADVANCES.metricName());
    this.answeredAt = wallClock.getAsLong();
    metrics.gauge(
        SourceMetric.CLOCK_ANSWER_AGE.metricName(), () -> wallClock.getAsLong() - answeredAt);
  }

  @Override
  public void start() {
    kafka.start();
    ends.start();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      clocks.add(
          split.getTopicPartition(),
          policy,
          split.getStartingOffset(),
          split instanceof ClockedSplit clocked ? clocked.watermark() : PartitionClock.UNKNOWN);
    }
    Set<TopicPartition> partitions =
        splits.stream().map(KafkaPartitionSplit::getTopicPartition).collect(Collectors.toSet());
    loading.add(new Loading(partitions, log.load(partitions)));
    kafka.addSplits(splits);
    wake();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (!gate().isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (!loading.isEmpty()) {
      takeRecorded(output);
    }
    if (!writing.isEmpty()) {
      applyWritten(output);
    }
    if (!answers.isEmpty() && startAdvance()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    InputStatus status = kafka.pollNext(output);
    PartitionClocks.Clocked read = clocks.lastRead();
    if (read != null && status != InputStatus.END_OF_INPUT) {
      read.clock().reached();
      emit(read, output);
    }
    return status;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<?> gate = gate();
    if (!gate.isDone()) {
      return gate.handle((done, failure) -> null);
    }
    CompletableFuture<Void> next = news; // before the look, or what comes behind it would be missed
    if (!loading.isEmpty() || !writing.isEmpty() || !answers.isEmpty()) {
      // Came since the last look; a partition without records has nothing else to wake it.
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> records = kafka.isAvailable();
    return records.isDone()
        ? records
        : CompletableFuture.anyOf(records, next).thenAccept(any -> {});
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return kafka.snapshotState(checkpointId).stream().map(this::withClock).toList();
  }

  @Override
  public void notifyNoMoreSplits() {
    kafka.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    kafka.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    kafka.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    kafka.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(
      java.util.Collection<String> splitsToPause, java.util.Collection<String> splitsToResume) {
    kafka.pauseOrResumeSplits(splitsToPause, splitsToResume);
  }

  @Override
  public void close() throws Exception {
    ends.close();
    log.close();
    kafka.close();
  }

  /* What must be done before the next record may be read. */
  private CompletableFuture<?> gate() {
    if (!written.isDone()) {
      return written;
    }
    for (Loading one : loading) {
      if (!one.advances.isDone()) {
        return one.advances;
      }
    }
    return written;
  }

  private void takeRecorded(ReaderOutput<T> output) {
    for (Loading one : loading) {
      Map<TopicPartition, List<ClockAdvance>> advances = one.advances.join();
      for (TopicPartition partition : one.partitions) {
        PartitionClocks.Clocked clocked = clocks.get(partition);
        clocked.clock().remember(advances.getOrDefault(partition, List.of()));
        emit(clocked, output);
        ends.watch(partition);
      }
    }
    loading.clear();
  }

  private boolean startAdvance() {
    Map<TopicPartition, EndOffsetAnswer> latest = answers;
    answers = Map.of();
    contact.answered(latest.values().iterator().next().askedAt());
    if (!contact.isSettled()) {
      return false;
    }
    long now = wallClock.getAsLong();
    Map<TopicPartition, ClockAdvance> advances = new HashMap<>();
    latest.forEach(
        (partition, answer) -> {
          PartitionClock clock = clocks.get(partition).clock();
          if (clock.judge(answer, now) == QuietPartition.ADVANCES) {
            advances.put(partition, clock.advance(answer));
          }
        });
    if (advances.isEmpty()) {
      return false;
    }
    writing = advances;
    written = log.record(advances);
    return true;
  }

  private void applyWritten(ReaderOutput<T> output) {
    written.join();
    writing.forEach(
        (partition, advance) -> {
          PartitionClocks.Clocked clocked = clocks.get(partition);
          clocked.clock().apply(advance);
          emit(clocked, output);
        });
    advancesApplied.inc(writing.size());
    writing = Map.of();
  }

  private void emit(PartitionClocks.Clocked clocked, ReaderOutput<T> output) {
    if (clocked.crossedStep(stepMillis)) {
      output
          .createOutputForSplit(KafkaPartitionSplit.toSplitId(clocked.partition()))
          .emitWatermark(new Watermark(clocked.clock().watermark()));
    }
  }

  private KafkaPartitionSplit withClock(KafkaPartitionSplit split) {
    return new ClockedSplit(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET),
        clocks.get(split.getTopicPartition()).clock().watermark());
  }

  private void takeAnswer(Map<TopicPartition, EndOffsetAnswer> answer) {
    answeredAt = wallClock.getAsLong();
    answers = answer;
    wake();
  }

  private synchronized void wake() {
    CompletableFuture<Void> waiting = news;
    news = new CompletableFuture<>();
    waiting.complete(null);
  }
}
