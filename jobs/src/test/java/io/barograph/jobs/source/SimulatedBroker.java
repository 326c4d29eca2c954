package io.barograph.jobs.source;

import io.barograph.core.clock.ClockAdvance;
import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.clock.EndOffsetAnswer;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.SampleJson;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A topic, the clock log beside it and the wall clock of a simulation. They outlive crashes; now
 * and then the broker does not answer.
 */
public final class SimulatedBroker {
  /** The grace covers what a broker that is away for three seconds holds back. */
  public static final ClockPolicy CLOCK =
      new ClockPolicy(
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofMinutes(10));

  static final String TOPIC = "barograph.metrics";
  private static final long ASK_EVERY_MILLIS = 1_000;
  private static final long ANSWER_WITHIN_MILLIS = 1_500;

  private final List<List<Delivery>> partitions;
  private final List<Outage> outages;
  private final long endsAt;
  private final Random random;
  private final List<ClockRecord> recorded = new ArrayList<>();
  private final Set<Reading> readings = new HashSet<>();
  private long now;
  private long lastUp;

  /**
   * A record on its way.
   *
   * @param at the wall time from which on it can be read
   * @param isWithheld true if its producer holds it back for longer than the clock allows for
   */
  public record Delivery(IngestedSample sample, long at, boolean isWithheld) {}

  /** That a record was read, by whichever reader, and found to be so late. */
  private record Reading(int partition, long offset, long behind) {}

  /** When the broker does not answer. */
  public record Outage(long from, long until) {}

  /**
   * A broker.
   *
   * @param partitions in the order of their offsets, which is that in which they can be read
   * @param endsAt from when on the readers stop at the end; {@link Long#MAX_VALUE} if they never do
   */
  public SimulatedBroker(
      List<List<Delivery>> partitions, List<Outage> outages, long now, long endsAt, Random random) {
    this.endsAt = endsAt;
    this.partitions = partitions;
    this.outages = outages;
    this.random = random;
    this.now = now;
    this.lastUp = now;
  }

  /** Wall time. */
  public long now() {
    return now;
  }

  /** When the broker was last there. */
  public long lastUp() {
    return lastUp;
  }

  /** Lets wall time pass. */
  public void pass(long millis) {
    now += millis;
    if (isUp()) {
      lastUp = now;
    }
  }

  /** False while it does not answer. */
  public boolean isUp() {
    return outages.stream().noneMatch(outage -> outage.from <= now && now < outage.until);
  }

  /** How many advances of quiet partitions are recorded. */
  public int advances() {
    return recorded.size();
  }

  long end(int partition) {
    List<Delivery> all = partitions.get(partition);
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).at <= now) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  boolean endsHere() {
    return now >= endsAt;
  }

  boolean hasEnded(int partition, long offset) {
    return offset == partitions.get(partition).size();
  }

  ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    Delivery delivery = partitions.get(partition).get((int) offset);
    IngestedSample sample = delivery.sample;
    byte[] json = SampleJson.encode(Sample.of(sample.labels(), sample.timestamp(), sample.value()));
    return new ConsumerRecord<>(
        TOPIC,
        partition,
        offset,
        delivery.at,
        TimestampType.CREATE_TIME,
        0,
        json.length,
        null,
        json,
        new RecordHeaders(),
        Optional.empty());
  }

  /**
   * What was read, checked: a sample is never late unless its producer withheld it, so that nobody
   * is said to be silent who is not.
   */
  IngestedSample read(int partition, long offset, IngestedSample sample) {
    if (sample.behind() != Ingested.ON_TIME
        && !partitions.get(partition).get((int) offset).isWithheld) {
      throw new AssertionError(
          "the clock of partition %d went to %d, past a sample that was not withheld: %s"
              .formatted(partition, sample.behind(), sample));
    }
    readings.add(new Reading(partition, offset, sample.behind()));
    return sample;
  }

  /** All samples with the watermark that each is behind. */
  public List<IngestedSample> samples() {
    List<IngestedSample> all = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      all.addAll(samples(partition));
    }
    return all;
  }

  /** The readings of records that were found to be as late as they are not. */
  public List<String> misread() {
    List<List<IngestedSample>> samples = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      samples.add(samples(partition));
    }
    return readings.stream()
        .filter(one -> one.behind != samples.get(one.partition).get((int) one.offset).behind())
        .map(Reading::toString)
        .toList();
  }

  /**
   * The watermark before an offset rests on the records up to there and on what is recorded for
   * offsets up to there.
   */
  private List<IngestedSample> samples(int partition) {
    List<IngestedSample> all = new ArrayList<>();
    long watermark = Long.MIN_VALUE;
    List<Delivery> deliveries = partitions.get(partition);
    for (int offset = 0; offset < deliveries.size(); offset++) {
      watermark = Math.max(watermark, recordedUpTo(partition, offset));
      IngestedSample sample = deliveries.get(offset).sample;
      all.add(
          new IngestedSample(
              sample.labels(),
              sample.timestamp(),
              sample.value(),
              false,
              sample.timestamp() > watermark ? Ingested.ON_TIME : watermark));
      watermark = Math.max(watermark, sample.timestamp() - CLOCK.bound().toMillis() - 1);
    }
    return all;
  }

  private long recordedUpTo(int partition, long offset) {
    return recorded.stream()
        .filter(one -> one.partition().partition() == partition && one.advance().offset() <= offset)
        .mapToLong(one -> one.advance().watermark())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** A reader's connection to the clock log; what is under way when it crashes may be lost. */
  final class Log implements ClockLog {
    private final Deque<Runnable> underWay = new ArrayDeque<>();

    @Override
    public CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> load(
        Set<TopicPartition> wanted) {
      CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> loaded = new CompletableFuture<>();
      underWay.add(() -> loaded.complete(recordedFor(wanted)));
      return loaded;
    }

    private Map<TopicPartition, List<ClockAdvance>> recordedFor(Set<TopicPartition> wanted) {
      Map<TopicPartition, List<ClockAdvance>> advances = new HashMap<>();
      for (ClockRecord one : recorded) {
        if (wanted.contains(one.partition())) {
          advances.computeIfAbsent(one.partition(), any -> new ArrayList<>()).add(one.advance());
        }
      }
      return advances;
    }

    @Override
    public CompletableFuture<Void> record(Map<TopicPartition, ClockAdvance> advances) {
      CompletableFuture<Void> safe = new CompletableFuture<>();
      advances.forEach(
          (partition, advance) ->
              underWay.add(() -> recorded.add(new ClockRecord(partition, advance))));
      underWay.add(() -> safe.complete(null));
      return safe;
    }

    /** Does the next of what is under way, if the broker is there. */
    void work() {
      if (isUp() && !underWay.isEmpty()) {
        underWay.poll().run();
      }
    }

    @Override
    public void close() {
      underWay.clear();
    }
  }

  /** Asks once a second, and has an answer after a while or none. */
  final class Poller implements EndOffsets {
    private final Consumer<Map<TopicPartition, EndOffsetAnswer>> answers;
    private final Set<TopicPartition> watched = new HashSet<>();
    private Map<TopicPartition, EndOffsetAnswer> answer;
    private long askedAt = Long.MIN_VALUE;
    private long answerAt;
    private long askAgainAt;

    Poller(Consumer<Map<TopicPartition, EndOffsetAnswer>> answers) {
      this.answers = answers;
    }

    @Override
    public void start() {
      askAgainAt = now;
    }

    @Override
    public void watch(TopicPartition partition) {
      watched.add(partition);
    }

    /** Goes on, at whatever time it is. */
    void work() {
      if (askedAt == Long.MIN_VALUE && now >= askAgainAt && !watched.isEmpty()) {
        askedAt = now;
        answerAt = now + (random.nextBoolean() ? 0 : random.nextInt(600));
      }
      if (askedAt == Long.MIN_VALUE) {
        return;
      }
      if (answer == null && isUp()) {
        answer = new HashMap<>();
        watched.forEach(
            partition ->
                answer.put(partition, new EndOffsetAnswer(askedAt, end(partition.partition()))));
      }
      boolean isTooLate = now > askedAt + ANSWER_WITHIN_MILLIS;
      boolean hasAnswer = answer != null && isUp() && now >= answerAt;
      if (hasAnswer && !isTooLate) {
        answers.accept(answer);
      }
      if (hasAnswer || isTooLate) {
        answer = null;
        askedAt = Long.MIN_VALUE;
        askAgainAt = now + ASK_EVERY_MILLIS;
      }
    }

    @Override
    public void close() {
      watched.clear();
    }
  }
}
