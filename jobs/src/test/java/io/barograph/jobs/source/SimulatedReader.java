package io.barograph.jobs.source;

import io.barograph.formats.decode.Format;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.common.TopicPartition;

/**
 * A subtask of the clocked source: the reader and the deserializer that a job has, between a
 * simulated broker and whatever takes the samples and watermarks.
 */
public final class SimulatedReader implements AutoCloseable {
  private final SimulatedBroker broker;
  private final Random random;
  private final Output output;
  private final IngestDeserializer deserializer =
      new IngestDeserializer(Format.JSON_SAMPLE, SimulatedBroker.CLOCK);
  private final Kafka kafka = new Kafka();
  private final SplitOutputs outputs = new SplitOutputs();
  private final ClockedReader<Ingested> reader;
  private final SimulatedBroker.Log log;
  private SimulatedBroker.Poller poller;
  private InputStatus last = InputStatus.NOTHING_AVAILABLE;

  /** Takes what is read. */
  public interface Output {
    void sample(IngestedSample sample) throws Exception;

    /** Takes the watermark of all partitions of the reader. */
    void watermark(long watermark) throws Exception;
  }

  /**
   * A reader that has not read yet.
   *
   * @param from its partitions as an earlier reader left them
   * @param fresh partitions that nobody has read
   */
  public SimulatedReader(
      SimulatedBroker broker, List<byte[]> from, List<Integer> fresh, Random random, Output output)
      throws IOException {
    this.broker = broker;
    this.random = random;
    this.output = output;
    this.log = broker.new Log();
    deserializer.open(new Opening());
    this.reader =
        new ClockedReader<>(
            kafka,
            deserializer.clocks(),
            SimulatedBroker.CLOCK,
            new DrivenClock(log, answers -> poller = broker.new Poller(answers)),
            broker::now,
            UnregisteredMetricsGroup.createOperatorMetricGroup());
    List<KafkaPartitionSplit> splits = new ArrayList<>();
    ClockedSplitSerializer serializer = new ClockedSplitSerializer();
    for (byte[] split : from) {
      splits.add(serializer.deserialize(serializer.getVersion(), split));
    }
    for (int partition : fresh) {
      splits.add(new KafkaPartitionSplit(new TopicPartition(SimulatedBroker.TOPIC, partition), 0L));
    }
    splits.forEach(split -> outputs.createOutputForSplit(split.splitId()));
    reader.addSplits(splits);
    reader.start();
  }

  /** Reads something, if there is something; false at the end of the history. */
  public boolean poll() throws Exception {
    if (last != InputStatus.END_OF_INPUT
        && (last == InputStatus.MORE_AVAILABLE || reader.isAvailable().isDone())) {
      last = reader.pollNext(outputs);
    }
    return last != InputStatus.END_OF_INPUT;
  }

  /** Lets what runs beside the reader go on: the clock log and the questions to the broker. */
  public void work() {
    log.work();
    poller.work();
    kafka.wake();
  }

  /** How far each partition is, as it stands in a checkpoint. */
  public List<byte[]> snapshot(long checkpoint) throws IOException {
    List<byte[]> splits = new ArrayList<>();
    for (KafkaPartitionSplit split : reader.snapshotState(checkpoint)) {
      splits.add(new ClockedSplitSerializer().serialize(split));
    }
    return splits;
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }

  /** Flink's Kafka reader as far as the clocked reader sees it: one record at a time. */
  private final class Kafka implements SourceReader<Ingested, KafkaPartitionSplit> {
    private final Map<Integer, Long> positions = new TreeMap<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();

    @Override
    public void start() {}

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      splits.forEach(
          split -> positions.put(split.getTopicPartition().partition(), split.getStartingOffset()));
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Ingested> out) {
      List<Integer> ready = ready();
      if (ready.isEmpty()) {
        available = new CompletableFuture<>();
        return isOver() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
      }
      int partition = ready.get(random.nextInt(ready.size()));
      long offset = positions.get(partition);
      SourceOutput<Ingested> split =
          out.createOutputForSplit(
              KafkaPartitionSplit.toSplitId(new TopicPartition(SimulatedBroker.TOPIC, partition)));
      deserializer.deserialize(
          broker.record(partition, offset),
          broker.now(),
          new Collector<>() {
            @Override
            public void collect(Ingested record) {
              split.collect(broker.read(partition, offset, (IngestedSample) record));
            }

            @Override
            public void close() {}
          });
      positions.put(partition, offset + 1);
      return ready().isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    private List<Integer> ready() {
      List<Integer> ready = new ArrayList<>();
      if (broker.isUp()) {
        positions.forEach(
            (partition, offset) -> {
              if (offset < broker.end(partition)) {
                ready.add(partition);
              }
            });
      }
      return ready;
    }

    private boolean isOver() {
      return broker.endsHere()
          && positions.entrySet().stream()
              .allMatch(one -> broker.hasEnded(one.getKey(), one.getValue()));
    }

    void wake() {
      if (!available.isDone() && (isOver() || !ready().isEmpty())) {
        available.complete(null);
      }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      List<KafkaPartitionSplit> splits = new ArrayList<>();
      positions.forEach(
          (partition, offset) ->
              splits.add(
                  new KafkaPartitionSplit(
                      new TopicPartition(SimulatedBroker.TOPIC, partition), offset)));
      return splits;
    }

    @Override
    public void notifyNoMoreSplits() {
      throw new UnsupportedOperationException("the partitions are given at the start");
    }

    @Override
    public void close() {}
  }

  /** What Flink makes of the outputs of the partitions: the slowest is the source's clock. */
  private final class SplitOutputs implements ReaderOutput<Ingested> {
    private final Map<String, Split> splits = new TreeMap<>();
    private long told = Long.MIN_VALUE;

    @Override
    public SourceOutput<Ingested> createOutputForSplit(String split) {
      return splits.computeIfAbsent(split, any -> new Split(this));
    }

    void advance() {
      long slowest = splits.values().stream().mapToLong(split -> split.watermark).min().orElse(0);
      if (slowest > told) {
        told = slowest;
        hand(() -> output.watermark(told));
      }
    }

    @Override
    public void collect(Ingested record) {
      hand(() -> output.sample((IngestedSample) record));
    }

    @Override
    public void collect(Ingested record, long timestamp) {
      throw new UnsupportedOperationException("records have no time but their own");
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw new UnsupportedOperationException("each partition has its clock");
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

  private static final class Split implements SourceOutput<Ingested> {
    private final SplitOutputs all;
    private long watermark = Long.MIN_VALUE;

    Split(SplitOutputs all) {
      this.all = all;
    }

    @Override
    public void collect(Ingested record) {
      all.collect(record);
    }

    @Override
    public void collect(Ingested record, long timestamp) {
      all.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = Math.max(watermark, mark.getTimestamp());
      all.advance();
    }

    @Override
    public void markIdle() {
      all.markIdle();
    }

    @Override
    public void markActive() {
      all.markActive();
    }
  }

  private interface Handing {
    void hand() throws Exception;
  }

  private static void hand(Handing handing) {
    try {
      handing.hand();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static final class Opening implements DeserializationSchema.InitializationContext {
    @Override
    public MetricGroup getMetricGroup() {
      return UnregisteredMetricsGroup.createOperatorMetricGroup();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      throw new UnsupportedOperationException("nothing is loaded");
    }
  }
}
