package io.barograph.jobs.source;

import io.barograph.formats.decode.Format;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** The inputs of a job as streams. */
public final class KafkaInputs {
  private static final int BROKER_TIMEOUT_SECONDS = 15;
  private static final Duration QUIET = Duration.ofMinutes(1);

  /* How far one partition of a replay may be ahead of another, and how often that is looked at. */
  private static final Duration REPLAY_DRIFT = Duration.ofMinutes(10);
  private static final Duration REPLAY_ALIGNMENT = Duration.ofMillis(100);

  private KafkaInputs() {}

  /**
   * One stream for each input, by name.
   *
   * @throws InvalidOptionsException if a topic does not exist or the brokers do not answer
   */
  public static Map<String, DataStream<Ingested>> open(
      StreamExecutionEnvironment env, JobOptions options) {
    Map<String, DataStream<Ingested>> streams = new LinkedHashMap<>();
    for (String input : options.get(BarographOptions.INPUTS)) {
      String topic = options.inputTopic(input);
      ClockedKafkaSource source =
          new ClockedKafkaSource(
              topic,
              new IngestDeserializer(options.inputFormat(input), options.clock()),
              options.clock(),
              options.topic("clock"),
              options.kafka(),
              options.get(BarographOptions.KAFKA_GROUP),
              false);
      // A source subtask without a partition would hold the clock of its topic for ever.
      int parallelism = Math.min(env.getParallelism(), partitions(topic, options));
      streams.put(
          input,
          env.fromSource(source, WatermarkStrategy.noWatermarks(), topic)
              .setParallelism(parallelism)
              .uid("source-" + input));
    }
    return streams;
  }

  /**
   * A range of the topic of one input again, on the clock that was recorded: see {@link
   * ClockedKafkaSource#replay}. Partitions and topics wait for each other, so that no more than
   * some minutes of event time are in memory.
   */
  public static DataStream<Ingested> replay(
      StreamExecutionEnvironment env, JobOptions options, String input, TopicRange range) {
    ClockedKafkaSource source =
        ClockedKafkaSource.replay(
            range,
            new IngestDeserializer(options.inputFormat(input), options.clock()),
            options.clock(),
            options.kafka());
    return env.fromSource(
            source,
            WatermarkStrategy.<Ingested>noWatermarks()
                .withWatermarkAlignment("replay", REPLAY_DRIFT, REPLAY_ALIGNMENT),
            range.topic())
        .setParallelism(Math.min(env.getParallelism(), range.partitions().size()))
        .uid("source-" + input);
  }

  /**
   * What was fed back to the rules. Its watermarks say only how far it has been read, for those who
   * keep house by them: no rule waits for it.
   *
   * @throws InvalidOptionsException if the topic does not exist or the brokers do not answer
   */
  public static DataStream<Ingested> openFeedback(
      StreamExecutionEnvironment env, JobOptions options) {
    String topic = options.topic(JobOptions.FEEDBACK_TOPIC);
    KafkaSource<Ingested> source =
        ClockedKafkaSource.builder(
                IngestDeserializer.withoutClock(Format.JSON_SAMPLE, options.clock()),
                options.kafka())
            .setTopics(topic)
            .setGroupId(options.get(BarographOptions.KAFKA_GROUP))
            .setProperty("partition.discovery.interval.ms", "60000")
            .setStartingOffsets(new CommittedOrFirstOffsets())
            .build();
    return env.fromSource(
            source,
            WatermarkStrategy.<Ingested>forMonotonousTimestamps().withIdleness(QUIET),
            topic)
        .setParallelism(Math.min(env.getParallelism(), partitions(topic, options)))
        .uid("source-samples-feedback");
  }

  /**
   * Keys and values of the topic of rules that say who changed what, and what a job made of it. A
   * job that starts without state reads all of it.
   */
  public static DataStream<Tuple2<String, byte[]>> openRules(
      StreamExecutionEnvironment env, JobOptions options) {
    Properties properties = new Properties();
    properties.putAll(options.kafka());
    KafkaSource<Tuple2<String, byte[]>> source =
        KafkaSource.<Tuple2<String, byte[]>>builder()
            .setTopics(options.topic("rules"))
            .setProperties(properties)
            .setProperty("isolation.level", "read_committed")
            .setProperty("commit.offsets.on.checkpoint", "false")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new RuleRecords(options.get(BarographOptions.RULES_JOB)))
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "rules to audit")
        .setParallelism(1)
        .uid("source-rule-audit");
  }

  private static int partitions(String topic, JobOptions options) {
    Properties properties = new Properties();
    properties.putAll(options.kafka());
    try (Admin admin = Admin.create(properties)) {
      TopicDescription description =
          admin
              .describeTopics(java.util.List.of(topic))
              .topicNameValues()
              .get(topic)
              .get(BROKER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return description.partitions().size();
    } catch (ExecutionException | TimeoutException failure) {
      throw new InvalidOptionsException(
          "the topic %s cannot be read at %s: %s; create it, or mend kafka.bootstrap.servers"
              .formatted(topic, options.get(BarographOptions.KAFKA_SERVERS), failure.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InvalidOptionsException("interrupted while the topic " + topic + " was looked up");
    }
  }
}
