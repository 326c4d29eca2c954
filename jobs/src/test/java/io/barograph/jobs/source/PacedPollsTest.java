package io.barograph.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.clock.ClockPolicy;
import io.barograph.formats.decode.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PacedPollsTest {
  private static final TopicPartition PARTITION = new TopicPartition("metrics", 0);

  private final List<Long> pauses = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 10;
  private final PacedPolls polls = new PacedPolls(() -> nanos, this::pause);

  @Test
  void whatComesSoonIsHeldUntilThePauseIsOver() {
    take(5, 100);
    take(5, 100);
    take(0, 100);

    assertThat(pauses).containsExactly(15L, 20L);
  }

  @Test
  void whatComesAloneIsNotHeld() {
    take(0, 100);
    take(20, 100);
    take(1_000, 100);

    assertThat(pauses).isEmpty();
  }

  @Test
  void muchIsNotHeld() {
    take(0, 100);
    take(1, PacedPolls.WORTH_BYTES);
    take(1, 0, PacedPolls.WORTH_BYTES - 2 * PacedPolls.RECORD_BYTES);
    take(1, new int[PacedPolls.WORTH_BYTES / PacedPolls.RECORD_BYTES]);
    take(1, 0, PacedPolls.WORTH_BYTES - 2 * PacedPolls.RECORD_BYTES - 1);

    assertThat(pauses).containsExactly(19L);
  }

  @Test
  void aConsumerKeepsItsOtherInterceptors() {
    Properties consumer = new Properties();
    PacedPolls.addTo(consumer);
    assertThat(consumer).containsEntry("interceptor.classes", PacedPolls.class.getName());

    consumer.setProperty("interceptor.classes", "com.example.Counting");
    PacedPolls.addTo(consumer);
    assertThat(consumer)
        .containsEntry("interceptor.classes", "com.example.Counting," + PacedPolls.class.getName());
  }

  /** What a source is built of is not to be asked for, but it is what is sent to its readers. */
  @Test
  void whatReadsInputsIsPaced() throws IOException {
    IngestDeserializer deserializer =
        new IngestDeserializer(Format.JSON_SAMPLE, ClockPolicy.DEFAULT);
    Map<String, String> connection = Map.of("bootstrap.servers", "127.0.0.1:9092");

    assertThat(
            sent(
                new ClockedKafkaSource(
                    "metrics",
                    deserializer,
                    ClockPolicy.DEFAULT,
                    "clock",
                    connection,
                    "group",
                    false)))
        .contains(PacedPolls.class.getName());
    TopicRange metrics =
        new TopicRange(
            "metrics",
            new ArrayList<>(List.of(new TopicRange.OfPartition(0, 0, 9, 0, 9, new ArrayList<>()))));
    assertThat(
            sent(ClockedKafkaSource.replay(metrics, deserializer, ClockPolicy.DEFAULT, connection)))
        .contains(PacedPolls.class.getName());
  }

  private static String sent(ClockedKafkaSource source) throws IOException {
    return new String(InstantiationUtil.serializeObject(source), StandardCharsets.ISO_8859_1);
  }

  private void pause(long forNanos) {
    pauses.add(TimeUnit.NANOSECONDS.toMillis(forNanos));
    nanos += forNanos;
  }

  /** Time goes on, and records of these sizes come; they come out as they are. */
  private void take(long behindMillis, int... sizes) {
    nanos += TimeUnit.MILLISECONDS.toNanos(behindMillis);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int size : sizes) {
      records.add(
          new ConsumerRecord<>(
              PARTITION.topic(),
              PARTITION.partition(),
              records.size(),
              0,
              TimestampType.CREATE_TIME,
              -1,
              size,
              null,
              new byte[size],
              new RecordHeaders(),
              Optional.empty()));
    }
    ConsumerRecords<byte[], byte[]> batch =
        new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
    assertThat(polls.onConsume(batch)).isSameAs(batch);
  }
}
