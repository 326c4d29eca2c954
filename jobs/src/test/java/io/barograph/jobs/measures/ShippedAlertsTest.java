package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped alert on business records, and on what is pulled, copied and promised, from the
 * records through the operators to the alert.
 */
class ShippedAlertsTest {
  /** Packs, and files of packs whose other alerts are on what exporters say. */
  private static final List<String> TOLD =
      List.of(
          "business",
          "market-data",
          "models",
          "exchanges",
          "slo",
          "services/api.yml",
          "services/users.yml",
          "services/backups.yml");

  @ParameterizedTest
  @MethodSource("stories")
  void firesWhereItMust(AlertStory story) throws Exception {
    assertThat(story.firing(story.faulty()))
        .as("%s, quotes of seed %d", story, QuoteStream.SEED)
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void staysSilentWhereAllIsWell(AlertStory story) throws Exception {
    assertThat(story.firing(story.healthy()))
        .as("%s, quotes of seed %d", story, QuoteStream.SEED)
        .isEmpty();
  }

  @Test
  void everyAlertOfThePacksHasItsStory() throws IOException, RuleFileException {
    List<String> alerts = new ArrayList<>();
    for (String told : TOLD) {
      try (Stream<Path> files = Files.walk(Path.of("../rules", told))) {
        for (Path file : files.sorted().toList()) {
          for (RuleGroup group : groups(file)) {
            group.rules().stream()
                .filter(AlertingRule.class::isInstance)
                .map(ShippedAlertsTest::nameOf)
                .forEach(alerts::add);
          }
        }
      }
    }

    assertThat(stories().map(AlertStory::toString)).containsExactlyInAnyOrderElementsOf(alerts);
  }

  /** The rules that stand in a file, or that the settings of a pack make. */
  private static List<RuleGroup> groups(Path file) throws IOException, RuleFileException {
    String name = file.getFileName().toString();
    if (RuleFile.isRuleFile(name)) {
      return RuleFile.parse(name, Files.readString(file)).groups();
    }
    return name.equals(PackSettings.FILE_NAME)
        ? PackSettings.parse(name, Files.readString(file))
            .madeRules()
            .map(RuleFile::groups)
            .orElse(List.of())
        : List.of();
  }

  /** As a story calls itself: alerts of objectives have one name, and labels of their own. */
  private static String nameOf(Rule rule) {
    Map<String, String> labels = new TreeMap<>(rule.labels());
    labels.keySet().retainAll(List.of("slo", "window"));
    return labels.isEmpty() ? rule.name() : rule.name() + labels;
  }

  static Stream<AlertStory> stories() {
    return Stream.of(
            TradeStories.stories(),
            AccountStories.stories(),
            FeedStories.stories(),
            QuoteStories.stories(),
            ModelStories.stories(),
            RequestStories.stories(),
            UserStories.stories(),
            ExchangeStories.stories(),
            PipelineStories.stories(),
            BackupStories.stories(),
            SloStories.stories())
        .flatMap(List::stream);
  }
}
