package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.RuleBudget;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackBook;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.jobs.testing.TestBroker;
import io.barograph.jobs.versions.RuleNews;
import io.barograph.jobs.versions.RulePublisher;
import io.barograph.jobs.versions.RuleTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A rule that costs too much is put in shadow by the job, on a real broker. */
class RuleShadowingITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final RulePackBody LIVE =
      new RulePackBody(
          "desk", 4, 0, "mei", "", List.of(new RulePackBody.File("a.yml", "groups: []")), "");

  @Test
  void aVersionIsPublishedInWhichTheRuleIsInShadow() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      broker.createTopics(Map.of("t.rules", 1));
      Properties kafka = new Properties();
      kafka.setProperty("bootstrap.servers", broker.servers());
      RuleTopic topic = new RuleTopic("t.rules", kafka);
      RuleShadowing shadowing = new RuleShadowing(topic);

      assertThat(shadowing.putInShadow(breach("4"), 1_000)).startsWith("the pack is not published");

      try (RulePublisher publisher = topic.publisher()) {
        RulePackHead.Change change = new RulePackHead.Change(0, "mei", "", 0);
        publisher.write(List.of(LIVE, RulePackHead.first("desk", 4, change)));
      }
      assertThat(shadowing.putInShadow(breach("3"), 1_000))
          .isEqualTo("version 4 of the pack was published in the meantime");
      assertThat(book(topic).live()).containsOnly(Map.entry("desk", LIVE));

      assertThat(shadowing.putInShadow(breach("4"), 1_000))
          .isEqualTo("version 5 of the pack puts it in shadow");
      // What was committed is readable a moment after the publisher was told so.
      RulePackBook book =
          await()
              .atMost(PATIENCE)
              .until(() -> book(topic), read -> read.live().get("desk").version() == 5);
      assertThat(book.live().get("desk").files()).isEqualTo(LIVE.files());
      assertThat(book.live().get("desk").settings())
          .isEqualTo(
              """
              overrides:
                # fires for 11 series, may for 10
                - match: {group: "orders", alert: "Late"}
                  shadow: true
              """);
      RulePackHead.Activation latest = book.head("desk").orElseThrow().latest();
      assertThat(latest.effectiveFrom()).isEqualTo(6_000);
      assertThat(latest.author()).isEqualTo("barograph");
      assertThat(latest.comment())
          .isEqualTo(
              "rule Late of group orders goes in shadow: it fires for 11 series, may for 10");
    }
  }

  private static RuleBudget.Breach breach(String version) {
    return new RuleBudget.Breach(
        new Owner("desk", "orders", "Late", version), "Late", "fires for 11 series, may for 10");
  }

  private static RulePackBook book(RuleTopic topic) {
    RulePackBook book = new RulePackBook();
    for (RuleNews news : topic.read()) {
      book.apply(((RuleNews.Told) news).record());
    }
    return book;
  }
}
