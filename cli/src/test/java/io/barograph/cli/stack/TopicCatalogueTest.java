package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
  @Test
  void namesTheTopicsThatTheDocumentationNames() {
    assertThat(TopicCatalogue.DEFAULT.all())
        .extracting(TopicDefinition::name)
        .containsExactly(
            "barograph.metrics",
            "barograph.logs",
            "barograph.samples.feedback",
            "barograph.alerts",
            "barograph.alerts.active",
            "barograph.alerts.shadow",
            "barograph.clock",
            "barograph.rules",
            "barograph.state.requests",
            "barograph.state.responses",
            "barograph.dead-letters");
  }

  @Test
  void putsItsPrefixBeforeEveryName() {
    assertThat(new TopicCatalogue("eu.").all())
        .allSatisfy(topic -> assertThat(topic.name()).startsWith("eu."));
  }

  @Test
  void compactsOnlyWhatHoldsThePresent() {
    for (TopicDefinition definition : TopicCatalogue.DEFAULT.all()) {
      NewTopic topic = definition.toNewTopic();
      Map<String, String> configs = topic.configs();
      boolean present = definition.name().matches("barograph.(alerts.active|rules)");
      assertThat(configs.get("cleanup.policy")).isEqualTo(present ? "compact" : "delete");
      assertThat(configs.containsKey("retention.ms")).isEqualTo(!present);
      assertThat(topic.replicationFactor()).isEqualTo((short) 1);
    }
  }
}
