package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.incident.IncidentKind;
import io.barograph.core.incident.Recommendation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationReaderTest {
  @Test
  void readsAllThatTheTableSays() throws RuleFileException {
    assertThat(
            read(
                """
                - {kind: common-cause, text: look at the host}
                - {alert: FeedSilent, text: switch the feed, text_zh: 请切换行情源}
                - {kind: cascade, alert: FeedSilent, text: switch all feeds}
                """))
        .containsExactly(
            new Recommendation(IncidentKind.COMMON_CAUSE, "", "look at the host", ""),
            new Recommendation(null, "FeedSilent", "switch the feed", "请切换行情源"),
            new Recommendation(IncidentKind.CASCADE, "FeedSilent", "switch all feeds", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {text: pray} | field \"alert\": must be set, or kind",
        "- {kind: avalanche, text: run} | field \"kind\": must be a kind of incident, one of storm,",
        "- {kind: storm} | field \"text\": must be set: what is to be done",
        "[{alert: A, text: x}, {alert: A, text: y}] | recommendation 2, field \"alert\": stands twice",
        "- {alert: A, text: x, runbook: y} | runbook",
        "- storm | recommendation",
      })
  void whatIsWrongIsNamed(String entries, String named) {
    assertThatThrownBy(() -> read(entries))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(named);
  }

  private static List<Recommendation> read(String entries) throws RuleFileException {
    return PackSettings.parse("barograph.yml", "recommendations:\n" + entries.indent(2))
        .recommendations();
  }
}
