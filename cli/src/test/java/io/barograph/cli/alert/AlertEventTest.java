package io.barograph.cli.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertEventTest {
  private static final String PENDING =
      """
      {"id":"a-1","fingerprint":"a","version":1,"status":"pending",
       "reason":{"code":"condition_true"},"labels":{"alertname":"HostCpuHigh","instance":"here",
       "severity":"warning"},"annotations":{"summary":"CPU of here at 97%"},"value":0.97,
       "priority":"P3","activeAt":"2026-11-20T10:00:00Z","updatedAt":"2026-11-20T10:00:00Z"}
      """;
  private static final String RESOLVED =
      """
      {"id":"a-1","fingerprint":"a","version":3,"status":"resolved",
       "reason":{"code":"condition_false"},"labels":{"alertname":"HostCpuHigh","instance":"here"},
       "annotations":{"summary":"CPU of here at 97%"},"value":null,"priority":"P3",
       "activeAt":"2026-11-20T10:00:00Z","startsAt":"2026-11-20T10:00:05Z",
       "endsAt":"2026-11-20T10:00:30Z","updatedAt":"2026-11-20T10:00:30Z"}
      """;

  private final AlertLine plain = new AlertLine(ZoneId.of("Europe/Berlin"), false);

  @Test
  void readsAnAlertThatHasNotFired() {
    AlertEvent alert = event(PENDING);
    assertThat(alert.name()).isEqualTo("HostCpuHigh");
    assertThat(alert.reason()).isEqualTo("condition_true");
    assertThat(alert.value()).contains(0.97);
    assertThat(alert.startsAt()).isEmpty();
    assertThat(alert.isAlive()).isTrue();
  }

  @Test
  void showsLocalTimeBesideUtc() {
    assertThat(plain.of(event(PENDING)))
        .isEqualTo(
            "11:00:00 (10:00:00Z)  PENDING   P3  HostCpuHigh              instance=here"
                + "  CPU of here at 97%, value 0.9700  (condition_true)");
  }

  @Test
  void showsTheValueAloneWhereThereIsNoSummary() {
    String unexplained = PENDING.replace("\"summary\"", "\"description\"");

    assertThat(plain.of(event(unexplained)))
        .endsWith(" instance=here  value 0.9700  (condition_true)");
  }

  @Test
  void showsHowLongAResolvedAlertLasted() {
    assertThat(plain.of(event(RESOLVED))).endsWith("at 97%, after 25 s  (condition_false)");
  }

  @Test
  void coloursTheStatusOnlyIfAsked() {
    assertThat(plain.of(event(RESOLVED))).doesNotContain("\u001b");
    assertThat(new AlertLine(ZoneId.of("UTC"), true).of(event(RESOLVED)))
        .contains("\u001b[32mRESOLVED\u001b[0m");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "7800, 2 h 10 min"})
  void writesDurationsForPeople(long seconds, String text) {
    assertThat(AlertLine.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void dropsAVersionThatIsNotNewer() {
    AlertHistory history = new AlertHistory();
    assertThat(history.add(event(RESOLVED))).isTrue();
    assertThat(history.add(event(RESOLVED))).isFalse();
    assertThat(history.add(event(PENDING))).isFalse();
    assertThat(history.events()).hasSize(1);
  }

  @Test
  void keepsTheNewestVersionOfEachKeyUntilItsTombstone() {
    Map<String, JsonNode> present = new LinkedHashMap<>();
    AlertTopic.keep(present, "a", Optional.of(json(PENDING)));
    AlertTopic.keep(present, "a", Optional.of(json(RESOLVED)));
    AlertTopic.keep(present, "a", Optional.of(json(PENDING)));
    assertThat(present.get("a").path("version").asLong()).isEqualTo(3);

    JsonNode nextEpisode = json(PENDING.replace("a-1", "a-2"));
    AlertTopic.keep(present, "a", Optional.of(nextEpisode));
    assertThat(present.get("a")).isEqualTo(nextEpisode);

    AlertTopic.keep(present, "a", Optional.empty());
    assertThat(present).isEmpty();
  }

  @Test
  void readsAnInstantToTheMillisecond() {
    AlertEvent alert = event(PENDING.replace("10:00:00Z", "10:00:00.125Z"));
    assertThat(alert.activeAt()).isEqualTo(Instant.parse("2026-11-20T10:00:00.125Z"));
  }

  private static AlertEvent event(String text) {
    return AlertEvent.of(json(text));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
