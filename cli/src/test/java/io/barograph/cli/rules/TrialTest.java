package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.backtest.Episode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T11:00:00Z");

  private final Trial trial = new Trial("desk", START);

  @Test
  void tellsWhatTheVersionAddsRemovesAndShifts() {
    trial.takeStanding(alert("desk", "same", "10:05", "10:05", ""));
    trial.takeTried(alert("desk", "same", "10:05", "10:05", ""));
    trial.takeStanding(alert("desk", "shifted", "10:05", "10:05", "10:20"));
    trial.takeTried(alert("desk", "shifted", "10:10", "10:10", "10:20"));
    trial.takeStanding(alert("desk", "removed", "10:05", "10:05", "10:06"));
    trial.takeTried(alert("desk", "added", "10:05", "10:05", "10:06"));
    trial.takeTried(alert("desk", "pending", "10:05", "", "10:06"));

    Trial.Outcome outcome = trial.outcome(NOW);

    assertThat(outcome.comparison().same()).isEqualTo(1);
    assertThat(outcome.comparison().added()).extracting(Episode::alert).containsExactly("added{}");
    assertThat(outcome.comparison().removed())
        .extracting(Episode::alert)
        .containsExactly("removed{}");
    assertThat(outcome.comparison().shifted())
        .extracting(shift -> shift.before().alert())
        .containsExactly("shifted{}");
    assertThat(outcome.leftOut()).isZero();
  }

  @Test
  void leavesOutWhatWasActiveWhenTheTrialBegan() {
    trial.takeStanding(alert("desk", "old", "09:00", "09:01", "10:30"));
    trial.takeTried(alert("desk", "old", "10:00", "10:01", "10:30"));
    trial.takeStanding(alert("desk", "over", "09:00", "09:01", "09:30"));
    trial.takeStanding(alert("desk", "old", "10:40", "10:40", "10:50"));
    trial.takeTried(alert("desk", "old", "10:40", "10:40", "10:50"));

    Trial.Outcome outcome = trial.outcome(NOW);

    assertThat(outcome.leftOut()).isEqualTo(1);
    assertThat(outcome.comparison().same()).as("its next episode counts").isEqualTo(1);
    assertThat(outcome.comparison().added()).isEmpty();
    assertThat(outcome.comparison().removed()).isEmpty();
  }

  @Test
  void otherPacksAndEarlierTrialsTakeNoPart() {
    trial.takeStanding(alert("risk", "other", "10:05", "10:05", ""));
    trial.takeTried(alert("risk", "other", "10:06", "10:06", ""));
    trial.takeTried(alert("desk", "earlier", "09:30", "09:30", "09:59"));

    Trial.Outcome outcome = trial.outcome(NOW);

    assertThat(outcome.comparison().added()).isEmpty();
    assertThat(outcome.comparison().removed()).isEmpty();
  }

  @Test
  void theNewestVersionOfAnEpisodeCountsInWhateverOrderTheyCome() {
    trial.takeStanding(alert("desk", "A", "10:05", "10:05", "10:20"));
    trial.takeTried(alert("desk", "A", "10:05", "10:05", "10:20"));
    trial.takeTried(alert("desk", "A", "10:05", "10:05", ""));

    assertThat(trial.outcome(NOW).comparison().same()).isEqualTo(1);
  }

  private static JsonNode alert(String pack, String name, String active, String fired, String end) {
    String json =
        """
        {"id":"%2$s-%3$s","version":%6$d,"status":"x","labels":{"alertname":"%2$s"},
         "owners":[{"pack":"%1$s","group":"g","rule":"%2$s","version":"1"}],
         "activeAt":%3$s,"startsAt":%4$s,"endsAt":%5$s}
        """
            .formatted(pack, name, time(active), time(fired), time(end), end.isEmpty() ? 1 : 2)
            .replaceFirst("-\"(\\S+?)\"\"", "-$1\"");
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(json, malformed);
    }
  }

  private static String time(String minute) {
    return minute.isEmpty() ? "null" : "\"2026-01-01T%s:00Z\"".formatted(minute);
  }
}
