package io.barograph.jobs.versions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Change;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.core.rulepack.RulePackRemoval;
import io.barograph.formats.rulepack.RulePackJson;
import io.barograph.jobs.testing.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The topic of rules on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleTopicITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TestBroker broker;
  private int topics;

  @BeforeAll
  void start() throws Exception {
    broker = TestBroker.start();
  }

  @AfterAll
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    RuleTopic topic = newTopic();
    List<RulePackRecord> written = List.of(body("desk", 1), head(1), removal("desk", 1));
    try (RulePublisher publisher = topic.publisher()) {
      publisher.write(written);
    }

    assertThat(records(topic.read())).isEqualTo(written);
  }

  @Test
  void aFollowerIsToldWhatComesAndCanBeWoken() throws Exception {
    RuleTopic topic = newTopic();
    try (RulePublisher publisher = topic.publisher();
        RuleFollower follower = topic.follow()) {
      publisher.write(List.of(body("desk", 1)));
      assertThat(records(follower.readToEnd())).containsExactly(body("desk", 1));
      publisher.write(List.of(head(1)));
      assertThat(pollUntilNews(follower)).containsExactly(head(1));

      follower.wakeUp();
      assertThat(follower.poll(Duration.ofDays(1))).isEmpty();
      publisher.write(List.of(body("desk", 2)));
      assertThat(pollUntilNews(follower)).containsExactly(body("desk", 2));
    }
  }

  @Test
  void whatCannotBeUsedIsToldAndPassedOver() throws Exception {
    RuleTopic topic = newTopic();
    send(topic, "body/desk/1", RulePackJson.encode(body("desk", 1)));
    send(topic, "head/desk", "{".getBytes(UTF_8));
    send(topic, "nonsense", new byte[0]);
    send(topic, null, null);
    send(topic, "head/desk", RulePackJson.encode(head(1)));

    List<RuleNews> news = topic.read();
    assertThat(news).extracting(RuleNews::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(records(news)).containsExactly(head(1));
    assertThat(news.subList(0, 4)).allMatch(RuleNews.Unusable.class::isInstance);
    assertThat(((RuleNews.Unusable) news.get(0)).sentence())
        .isEqualTo(topic.name() + ", offset 0, key \"body/desk/1\": header sha256: must be given");
  }

  @Test
  void aLargeVersionComesWhole() throws Exception {
    RuleTopic topic = newTopic();
    RulePackBody large =
        new RulePackBody(
            "desk",
            1,
            0,
            "",
            "",
            List.of(new RulePackBody.File("a.yml", "#".repeat(RulePackJson.MAX_BYTES - 200))),
            "");
    RulePackBody tooLarge =
        new RulePackBody(
            "desk",
            2,
            0,
            "",
            "",
            List.of(new RulePackBody.File("a.yml", "#".repeat(RulePackJson.MAX_BYTES))),
            "");
    try (RulePublisher publisher = topic.onlyPublisher()) {
      publisher.write(List.of(large, head(1)));
      assertThatThrownBy(() -> publisher.write(List.of(head(1), tooLarge)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("body/desk/2 takes");
    }

    assertThat(records(topic.read())).containsExactly(large, head(1));
  }

  @Test
  void ofTwoWhoPublishAtATimeTheEarlierIsRefused() throws Exception {
    RuleTopic topic = newTopic();
    try (RulePublisher early = topic.onlyPublisher()) {
      early.write(List.of(body("desk", 1)));
      try (RulePublisher late = topic.onlyPublisher()) {
        assertThatThrownBy(() -> early.write(List.of(body("desk", 2), head(2))))
            .isInstanceOf(RuleTopicException.class)
            .hasMessageContaining("somebody else has begun to publish rules in the meantime");
        late.write(List.of(head(1)));
      }
    }

    assertThat(records(topic.read())).containsExactly(body("desk", 1), head(1));
  }

  @Test
  void refusesATopicThatIsNotThereOrHasNoOrder() throws Exception {
    RuleTopic missing = new RuleTopic("missing.rules", kafka());
    assertThatThrownBy(missing::read)
        .isInstanceOf(RuleTopicException.class)
        .hasMessageContaining("missing.rules does not exist: create it with one partition");
    broker.createTopics(Map.of("two.rules", 2));
    assertThatThrownBy(() -> new RuleTopic("two.rules", kafka()).read())
        .isInstanceOf(RuleTopicException.class)
        .hasMessageContaining("two.rules must have one partition, has 2");
  }

  private RuleTopic newTopic() throws ExecutionException, InterruptedException {
    String name = "t" + topics++ + ".rules";
    broker.createTopics(Map.of(name, 1));
    return new RuleTopic(name, kafka());
  }

  private Properties kafka() {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", broker.servers());
    return kafka;
  }

  private void send(RuleTopic topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      producer
          .send(new ProducerRecord<>(topic.name(), key == null ? null : key.getBytes(UTF_8), value))
          .get();
    }
  }

  private static List<RulePackRecord> pollUntilNews(RuleFollower follower) {
    List<RuleNews> news = new ArrayList<>();
    for (long waited = 0; news.isEmpty() && waited < PATIENCE.toMillis(); waited += 100) {
      news.addAll(follower.poll(Duration.ofMillis(100)));
    }
    return records(news);
  }

  private static List<RulePackRecord> records(List<RuleNews> news) {
    List<RulePackRecord> records = new ArrayList<>();
    for (RuleNews one : news) {
      if (one instanceof RuleNews.Told told) {
        records.add(told.record());
      }
    }
    return records;
  }

  private static RulePackBody body(String pack, int version) {
    return new RulePackBody(
        pack, version, 0, "mei", "", List.of(new RulePackBody.File("a.yml", "v" + version)), "");
  }

  private static RulePackHead head(int version) {
    return RulePackHead.first("desk", version, new Change(0, "mei", "", 0));
  }

  private static RulePackRemoval removal(String pack, int version) {
    return new RulePackRemoval(body(pack, version).key());
  }
}
