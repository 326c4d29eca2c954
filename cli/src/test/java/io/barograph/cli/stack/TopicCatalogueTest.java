package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.formats.record.BusinessFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
  @Test
  void namesTheTopicsThatTheDocumentationNames() {
    List<String> names = new ArrayList<>(List.of("barograph.metrics", "barograph.logs"));
    for (BusinessFormat format : BusinessFormat.values()) {
      names.add("barograph." + format.optionName());
    }
    names.addAll(
        List.of(
            "barograph.samples.feedback",
            "barograph.samples.derived",
            "barograph.alerts",
            "barograph.alerts.active",
            "barograph.alerts.shadow",
            "barograph.incidents",
            "barograph.decisions",
            "barograph.notifications",
            "barograph.receipts",
            "barograph.audit",
            "barograph.risk-off",
            "barograph.clock",
            "barograph.rules",
            "barograph.state.requests",
            "barograph.state.responses",
            "barograph.dead-letters"));

    assertThat(TopicCatalogue.DEFAULT.all())
        .extracting(TopicDefinition::name)
        .containsExactlyElementsOf(names);
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
      boolean present = definition.name().matches("barograph.(alerts.active|risk-off|rules)");
      assertThat(configs.get("cleanup.policy")).isEqualTo(present ? "compact" : "delete");
      assertThat(configs.containsKey("retention.ms")).isEqualTo(!present);
      assertThat(topic.replicationFactor()).isEqualTo((short) 1);
    }
  }
}
