package io.barograph.jobs.source;

import io.barograph.core.clock.ClockAdvance;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Finds what of topics lies between two times. */
public final class TopicRanges {
  private static final int BROKER_TIMEOUT_SECONDS = 15;
  private static final int MOST_NAMED = 20;

  private final JobOptions options;
  private final Properties kafka = new Properties();

  /** Finds them where {@code options} say that Kafka is. */
  public TopicRanges(JobOptions options) {
    this.options = options;
    kafka.putAll(options.kafka());
  }

  /**
   * What to look for.
   *
   * @param from records with this time or a later one in Kafka are read, milliseconds, and what
   *     stands behind the first of them
   * @param until and so on up to the first with a later time than this one
   * @param clockUntil no clock goes on by itself beyond this event time
   */
  public record Times(long from, long until, long clockUntil) {
    public Times {
      from = Math.max(0, from); // negative times are questions of another kind to Kafka
    }
  }

  /**
   * The ranges of {@code topics}, in that order.
   *
   * @throws InvalidOptionsException if the brokers do not answer, or a topic does not exist or has
   *     nothing in that time
   */
  public List<TopicRange> find(List<String> topics, Times times) throws InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      Set<String> known = answer(admin.listTopics().names());
      Map<TopicPartition, NavigableMap<Long, Long>> advances = new HashMap<>();
      Map<String, List<TopicPartition>> partitions = new TreeMap<>();
      for (String topic : topics) {
        if (!known.contains(topic)) {
          throw unknown(topic, known);
        }
        partitions.put(topic, partitions(admin, topic));
        partitions.get(topic).forEach(one -> advances.put(one, new TreeMap<>()));
      }
      if (known.contains(options.topic("clock"))) {
        KafkaClockLog.read(
            options.topic("clock"),
            kafka,
            (partition, advance) -> {
              NavigableMap<Long, Long> wanted = advances.get(partition);
              if (wanted != null) {
                long watermark = Math.min(advance.watermark(), times.clockUntil());
                wanted.merge(advance.offset(), watermark, Math::max);
              }
            });
      }
      List<TopicRange> ranges = new ArrayList<>();
      for (String topic : topics) {
        ranges.add(range(admin, topic, partitions.get(topic), times, advances));
      }
      return ranges;
    } catch (ExecutionException | TimeoutException | KafkaException failure) {
      throw new InvalidOptionsException(
          "Kafka does not answer at %s: %s; start it with 'barograph up', or name other brokers with --bootstrap-servers"
              .formatted(servers(), message(failure)));
    }
  }

  private TopicRange range(
      Admin admin,
      String topic,
      List<TopicPartition> partitions,
      Times times,
      Map<TopicPartition, NavigableMap<Long, Long>> advances)
      throws ExecutionException, TimeoutException, InterruptedException {
    var begins = offsets(admin, partitions, OffsetSpec.earliest());
    var ends = offsets(admin, partitions, OffsetSpec.latest());
    var first = offsets(admin, partitions, OffsetSpec.forTimestamp(times.from()));
    var behind = offsets(admin, partitions, OffsetSpec.forTimestamp(times.until() + 1));
    ArrayList<TopicRange.OfPartition> ranges = new ArrayList<>();
    for (TopicPartition one : partitions) {
      long end = ends.get(one).offset();
      long from = bounded(first.get(one), end);
      long to = Math.max(from, bounded(behind.get(one), end));
      ArrayList<ClockAdvance> recorded = new ArrayList<>();
      advances
          .get(one)
          .headMap(to, true)
          .forEach((offset, watermark) -> recorded.add(new ClockAdvance(offset, watermark)));
      ranges.add(
          new TopicRange.OfPartition(
              one.partition(), from, to, begins.get(one).offset(), end, recorded));
    }
    TopicRange range = new TopicRange(topic, ranges);
    if (range.size() == 0) {
      throw empty(admin, topic, partitions, times);
    }
    return range;
  }

  /** Kafka tells -1 if no record has that time or a later one. */
  private static long bounded(ListOffsetsResultInfo found, long end) {
    return found.offset() < 0 ? end : Math.min(found.offset(), end);
  }

  private List<TopicPartition> partitions(Admin admin, String topic)
      throws ExecutionException, TimeoutException, InterruptedException {
    return answer(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, TimeoutException, InterruptedException {
    boolean committed = "read_committed".equals(kafka.get("isolation.level"));
    ListOffsetsOptions isolation =
        new ListOffsetsOptions(
            committed ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, OffsetSpec> question =
        partitions.stream().collect(Collectors.toMap(one -> one, one -> spec));
    return answer(admin.listOffsets(question, isolation).all());
  }

  private static <T> T answer(KafkaFuture<T> asked)
      throws ExecutionException, TimeoutException, InterruptedException {
    return asked.get(BROKER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private InvalidOptionsException unknown(String topic, Set<String> known) {
    Set<String> others = new TreeSet<>(known);
    others.removeIf(name -> name.startsWith("__"));
    return new InvalidOptionsException(
        "--topic: there is no topic %s at %s: %s"
            .formatted(
                topic,
                servers(),
                others.isEmpty()
                    ? "it has none; name other brokers with --bootstrap-servers"
                    : "name one of " + some(others)));
  }

  private static String some(Set<String> names) {
    String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMED ? some + ", and so on" : some;
  }

  private InvalidOptionsException empty(
      Admin admin, String topic, List<TopicPartition> partitions, Times times)
      throws ExecutionException, TimeoutException, InterruptedException {
    long[] written =
        offsets(admin, partitions, OffsetSpec.forTimestamp(0)).values().stream()
            .mapToLong(ListOffsetsResultInfo::timestamp)
            .filter(time -> time >= 0)
            .toArray();
    if (written.length == 0) {
      return new InvalidOptionsException(
          "--topic: %s is empty: name a topic that holds samples or log records".formatted(topic));
    }
    long first = Arrays.stream(written).min().orElseThrow();
    long last =
        offsets(admin, partitions, OffsetSpec.maxTimestamp()).values().stream()
            .mapToLong(ListOffsetsResultInfo::timestamp)
            .max()
            .orElseThrow();
    return new InvalidOptionsException(
        "--topic: %s has no records that were written from %s to %s: its own were from %s to %s; choose --from and --to there%s"
            .formatted(
                topic,
                time(times.from()),
                time(times.until()),
                time(first),
                time(last),
                first > times.until()
                    ? ", or raise --lateness if they were written long after their event times"
                    : ""));
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private String servers() {
    return options.get(BarographOptions.KAFKA_SERVERS);
  }

  private static String message(Exception failure) {
    if (failure instanceof TimeoutException) {
      return "no word within %d s".formatted(BROKER_TIMEOUT_SECONDS);
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
