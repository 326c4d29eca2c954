package io.barograph.core.alert;

import static io.barograph.core.alert.AlertState.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stories as in {@link AlertLifecycleTest}, one observation a minute, silence at most 3 minutes.
 */
class NoDataAlertTest {
  private static final long MINUTE = 60_000;

  @ParameterizedTest(name = "{0}: for {1}m, keep {2}m, {3}: {4}")
  @CsvSource({
    "fires while the data is missing,     0, 0, T--T,    . F1 . r1:data_returned",
    "resolves when it is false,           0, 0, T-F,     . F1 r1:condition_false",
    "resolves after the time-out,         0, 0, T----,   . F1 . . r1:nodata_timeout",
    "speaks of a pending alert too,       9, 0, T-T,     . F1 r1:data_returned",
    "resolves with a pending alert,       9, 0, T-F,     . F1 r1:never_held",
    "resolves when data is false yet kept, 0, 5, T-FF,   . F1 r1:data_returned .",
    "each silence is an episode,          0, 0, T-TT-TF, . F1 r1:data_returned . F4 r4:data_returned .",
    "an end without silence is nothing,   0, 0, TFT-TF,  . . . F3 r3:data_returned .",
  })
  void follows(String story, int holdMinutes, int keepMinutes, String given, String expected) {
    AlertPolicy policy =
        new AlertPolicy(
            Duration.ofMinutes(holdMinutes),
            Duration.ofMinutes(keepMinutes),
            NoDataPolicy.ALERT,
            Duration.ofMinutes(3));
    List<String> told = new ArrayList<>();
    AlertState state = null;
    for (int minute = 0; minute < given.length(); minute++) {
      AlertLifecycle.Step step =
          AlertLifecycle.next(state, observation(given.charAt(minute)), 7, minute * MINUTE, policy);
      state = step.state();
      told.add(step.isTransition() ? told(alert(step, minute * MINUTE)) : ".");
    }

    assertThat(String.join(" ", told)).as(story).isEqualTo(expected);
  }

  @Test
  void hasTheLabelsOfTheAlertThatItSpeaksOf() {
    AlertState silent =
        new AlertState(AlertStatus.NODATA, 0, MINUTE, NEVER, 2 * MINUTE, NEVER, 7, 3);
    Alert alert = alert(new AlertLifecycle.Step(silent, AlertReason.NO_DATA), 2 * MINUTE);
    Alert raised = NoDataAlert.raisedBy(alert).orElseThrow();

    assertThat(raised.labels())
        .isEqualTo(Labels.of("alertname", "NoData", "rulename", "HighCpu", "host", "a"));
    assertThat(raised.annotations()).isEqualTo(alert.annotations());
    assertThat(raised.owners()).isEqualTo(alert.owners());
    assertThat(raised.priority()).isEqualTo(Priority.P2);
    assertThat(raised.reason()).isEqualTo(AlertReason.NO_DATA);
    assertThat(raised.state().firedAt()).isEqualTo(2 * MINUTE);
    assertThat(raised.state().version()).isEqualTo(1);
  }

  /** The status, the minute of activation, and on an end the reason. */
  private static String told(Alert alert) {
    for (Alert raised : NoDataAlert.raisedBy(alert).stream().toList()) {
      assertThat(raised.state().status()).isEqualTo(AlertStatus.FIRING);
      assertThat(NoDataAlert.endedBy(alert)).isEmpty();
      return "F" + raised.state().activeAt() / MINUTE;
    }
    return NoDataAlert.endedBy(alert)
        .map(end -> "r" + end.state().activeAt() / MINUTE + ':' + end.reason().code())
        .orElse(".");
  }

  private static Alert alert(AlertLifecycle.Step step, long tick) {
    return new Alert(
        Labels.of("alertname", "HighCpu", "host", "a"),
        new TreeMap<>(Map.of("summary", "high")),
        step.state(),
        step.reason(),
        tick,
        Priority.P2,
        Origin.RULE,
        List.of(new Owner("pack", "group", "HighCpu", "")),
        "");
  }

  private static Observation observation(char letter) {
    return switch (letter) {
      case 'T' -> Observation.TRUE;
      case 'F' -> Observation.FALSE;
      default -> Observation.NO_DATA;
    };
  }
}
