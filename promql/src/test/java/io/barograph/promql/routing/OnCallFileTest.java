package io.barograph.promql.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.route.OnCallPlan;
import io.barograph.core.route.OnCallRota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallFileTest {
  @Test
  void theExampleInTheDocumentationIsRead() throws IOException, RoutingFileException {
    String example = Files.readString(Path.of("../docs/examples/oncall.yml"));
    OnCallPlan plan = OnCallFile.parse("oncall.yml", example);
    OnCallRota desk = plan.rotas().get("desk");

    assertThat(plan.contacts()).containsEntry("li", Map.of("mobile", "13800000001"));
    assertThat(desk.onCall(millis("2026-01-05T01:30:00Z"))).contains("li");
    assertThat(desk.onCall(millis("2026-01-05T12:00:00Z"))).contains("wang");
    assertThat(desk.onCall(millis("2026-02-17T12:00:00Z"))).contains("chen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                              | field \"rotas\": must be set",
        "{rotas: []}                                     | field \"rotas\": must be set",
        "{rotas: [{}]}                                   | field \"name\": must be set",
        "{rotas: [{name: a}, {name: a}]}                 | field \"name\": stands twice",
        "{rotas: [{name: a, zone: X/Y}]}                 | field \"zone\": must be a time zone",
        "{rotas: [{name: a, who: b}]}                    | field \"who\": is unknown in a rota",
        "{rotas: [{name: a, layers: [{}]}]}              | field \"people\": must name at least one",
        "{rotas: [{name: a, layers: [{people: [x]}]}]}   | field \"people\": names \"x\", whom",
        "{rotas: [{name: a, layers: [{first: now}]}]}    | field \"first\": must be written as 2026-01",
        "{rotas: [{name: a, layers: [{handover: 9}]}]}   | field \"handover\": must be written as 09:00",
        "{rotas: [{name: a, layers: [{every: 12h}]}]}    | field \"every\": must be 1 to 366 whole",
        "{rotas: [{name: a, layers: [{every: 367d}]}]}   | field \"every\": must be 1 to 366 whole",
        "{rotas: [{name: a, layers: [{every: soon}]}]}   | field \"every\": not a valid duration",
        "{rotas: [{name: a, overrides: [{}]}]}           | field \"who\": must be set: who stands in",
        "{rotas: [{name: a, overrides: [{from: 1}]}]}    | field \"from\": must be written as 2026",
      })
  void saysWhatIsWrong(String text, String error) {
    assertThatThrownBy(() -> OnCallFile.parse("oncall.yml", text))
        .isInstanceOf(RoutingFileException.class)
        .hasMessageContaining(error);
  }

  @Test
  void anOverrideHasToLast() {
    assertThatThrownBy(
            () ->
                OnCallFile.parse(
                    "oncall.yml",
                    """
                    people: {li: }
                    rotas:
                      - name: desk
                        overrides: [{who: li, from: '2026-01-05T09:00', to: '2026-01-05T09:00'}]
                    """))
        .hasMessage("oncall.yml:4:17: rota \"desk\", field \"to\": must be after from");
  }

  private static long millis(String at) {
    return Instant.parse(at).toEpochMilli();
  }
}
