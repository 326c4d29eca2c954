package io.barograph.core.alert;

import static io.barograph.core.alert.Observation.FALSE;
import static io.barograph.core.alert.Observation.NOT_RECOVERED;
import static io.barograph.core.alert.Observation.NO_DATA;
import static io.barograph.core.alert.Observation.TRUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each story is one observation a minute: T true, F false, R false but not recovered, - no data.
 */
class AlertLifecycleTest {
  private static final long MINUTE = 60_000;

  @ParameterizedTest(name = "{0}: for {1}m, keep {2}m, {3}: {4}")
  @CsvSource({
    "fires at once without for,        0, 0, RESOLVE, TTF,     F F r",
    "fires when held for exactly for,  2, 0, RESOLVE, TTTF,    P P F r",
    "a pending one that goes is over,  2, 0, RESOLVE, TTFTTT,  P P i P P F",
    "a new episode after the end,      0, 0, RESOLVE, TFTF,    F r F r",
    "false from the start is nothing,  1, 0, RESOLVE, FFF,     . . .",
    "keeps firing until it is equal,   0, 2, RESOLVE, TFFFF,   F F F r r",
    "reappearing clears keep-firing,   0, 2, RESOLVE, TFFTFFF, F F F F F F r",
    "silence resolves in Prometheus,   0, 0, RESOLVE, T-,      F r",
    "and keeps firing in Prometheus,   0, 2, RESOLVE, T---,    F F F r",
    "silence is not recovery,          0, 0, KEEP_LAST, T-T,   F n F",
    "data returns and it is false,     0, 0, KEEP_LAST, T-F,   F n r",
    "keep-firing starts with the data, 0, 2, KEEP_LAST, T-FFF, F n F F r",
    "silence is given up after 3 m,    0, 0, KEEP_LAST, T-----, F n n n r r",
    "a pending one keeps its clock,    3, 0, KEEP_LAST, T--T,  P n n F",
    "a pending one resumes pending,    4, 0, KEEP_LAST, T--TT, P n n P F",
    "a silent pending one may be over, 4, 0, KEEP_LAST, T-F,   P n i",
    "a silent pending one is given up, 9, 0, KEEP_LAST, T----, P n n n i",
    "ALERT keeps the alert itself,     0, 0, ALERT, T-T,       F n F",
    "waits for the recovery condition, 0, 0, RESOLVE, TRRF,    F F F r",
    "keep-firing begins at recovery,   0, 2, RESOLVE, TRRFFF,  F F F F F r",
    "not recovered begins it anew,     0, 2, RESOLVE, TFRFFF,  F F F F F r",
    "silence is no recovery,           0, 0, KEEP_LAST, TR-R-F, F F n F n r",
    "true again while not recovered,   0, 0, RESOLVE, TRTRF,   F F F F r",
    "pending needs no recovery,        2, 0, RESOLVE, TR,      P i",
    "silent and then not recovered,    0, 0, KEEP_LAST, T-RF,  F n F r",
    "silent pending not recovered,     2, 0, KEEP_LAST, T-R,   P n i",
  })
  void tells(
      String story,
      int holdMinutes,
      int keepMinutes,
      NoDataPolicy noData,
      String given,
      String expected) {
    AlertPolicy policy =
        new AlertPolicy(
            Duration.ofMinutes(holdMinutes),
            Duration.ofMinutes(keepMinutes),
            noData,
            Duration.ofMinutes(3));
    List<String> seen = new ArrayList<>();
    AlertState state = null;
    for (int i = 0; i < given.length(); i++) {
      state =
          AlertLifecycle.next(state, observation(given.charAt(i)), i, i * MINUTE, policy).state();
      seen.add(letter(state));
    }

    assertThat(String.join(" ", seen)).as(story).isEqualTo(expected);
  }

  @Test
  void anEpisodeKeepsItsActiveAtAndCountsItsVersions() {
    AlertPolicy policy = AlertPolicy.live(Duration.ofMinutes(1), Duration.ZERO);
    AlertLifecycle.Step pending = AlertLifecycle.next(null, TRUE, 7, 10 * MINUTE, policy);
    AlertLifecycle.Step firing = AlertLifecycle.next(pending.state(), TRUE, 8, 11 * MINUTE, policy);
    AlertLifecycle.Step still = AlertLifecycle.next(firing.state(), TRUE, 9, 12 * MINUTE, policy);
    AlertLifecycle.Step silent =
        AlertLifecycle.next(still.state(), NO_DATA, 0, 13 * MINUTE, policy);
    AlertLifecycle.Step resolved =
        AlertLifecycle.next(silent.state(), FALSE, 0, 14 * MINUTE, policy);

    assertThat(pending.reason()).isEqualTo(AlertReason.CONDITION_TRUE);
    assertThat(firing.reason()).isEqualTo(AlertReason.HELD_LONG_ENOUGH);
    assertThat(still.isTransition()).isFalse();
    assertThat(silent.reason()).isEqualTo(AlertReason.NO_DATA);
    assertThat(resolved.reason()).isEqualTo(AlertReason.CONDITION_FALSE);
    assertThat(resolved.state())
        .isEqualTo(
            new AlertState(
                AlertStatus.RESOLVED,
                10 * MINUTE,
                11 * MINUTE,
                AlertState.NEVER,
                13 * MINUTE,
                14 * MINUTE,
                9,
                4));
  }

  @Test
  void fallsBackToPendingWhenForIsMadeLonger() {
    AlertState firing =
        AlertLifecycle.next(null, TRUE, 1, 0, AlertPolicy.live(Duration.ZERO, Duration.ZERO))
            .state();
    AlertPolicy longer = AlertPolicy.live(Duration.ofMinutes(5), Duration.ZERO);

    AlertLifecycle.Step back = AlertLifecycle.next(firing, TRUE, 1, MINUTE, longer);
    AlertLifecycle.Step over = AlertLifecycle.next(back.state(), FALSE, 0, 2 * MINUTE, longer);

    assertThat(back.state().status()).isEqualTo(AlertStatus.PENDING);
    assertThat(back.reason()).isEqualTo(AlertReason.HOLD_EXTENDED);
    assertThat(over.state().status())
        .as("it was told firing, so it is told resolved")
        .isEqualTo(AlertStatus.RESOLVED);
  }

  @Test
  void aDeletedRuleEndsItsAlerts() {
    AlertState firing =
        AlertLifecycle.next(null, TRUE, 1, 0, AlertPolicy.live(Duration.ZERO, Duration.ZERO))
            .state();
    AlertLifecycle.Step ended = AlertLifecycle.deleted(firing, MINUTE);

    assertThat(ended.state().status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(ended.reason()).isEqualTo(AlertReason.RULE_DELETED);
    assertThat(AlertLifecycle.deleted(ended.state(), 2 * MINUTE).isTransition()).isFalse();
    assertThat(AlertLifecycle.deleted(null, MINUTE).state()).isNull();
  }

  @Test
  void isForgottenAQuarterOfAnHourAfterItsEnd() {
    AlertPolicy policy = AlertPolicy.prometheus(Duration.ZERO, Duration.ZERO);
    AlertState firing = AlertLifecycle.next(null, TRUE, 1, 0, policy).state();
    AlertState resolved = AlertLifecycle.next(firing, FALSE, 0, MINUTE, policy).state();

    assertThat(AlertLifecycle.isForgotten(firing, 100 * MINUTE)).isFalse();
    assertThat(AlertLifecycle.isForgotten(resolved, 16 * MINUTE - 1)).isFalse();
    assertThat(AlertLifecycle.isForgotten(resolved, 16 * MINUTE)).isTrue();
  }

  @Test
  void everyEpisodeThatFiredIsResolvedOnce() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      AlertPolicy policy =
          new AlertPolicy(
              Duration.ofMinutes(random.nextInt(3)),
              Duration.ofMinutes(random.nextInt(3)),
              NoDataPolicy.values()[random.nextInt(3)],
              Duration.ofMinutes(random.nextInt(4)));
      AlertState state = null;
      boolean toldFiring = false;
      for (int tick = 0; tick < 40; tick++) {
        Observation observation = tick >= 30 ? FALSE : Observation.values()[random.nextInt(4)];
        AlertState before = state;
        AlertLifecycle.Step step =
            AlertLifecycle.next(state, observation, tick, tick * MINUTE, policy);
        state = step.state();
        boolean moved = state != null && (before == null || before.status() != state.status());
        assertThat(step.isTransition()).as("seed %s", seed).isEqualTo(moved);
        if (moved && before != null && before.status().isAlive()) {
          assertThat(state.version()).as("seed %s", seed).isEqualTo(before.version() + 1);
          assertThat(state.activeAt()).as("seed %s", seed).isEqualTo(before.activeAt());
        }
        if (moved) {
          switch (state.status()) {
            case FIRING -> toldFiring = true;
            case RESOLVED -> {
              assertThat(toldFiring).as("seed %s", seed).isTrue();
              toldFiring = false;
            }
            case INACTIVE -> assertThat(toldFiring).as("seed %s", seed).isFalse();
            case PENDING, NODATA -> {}
          }
        }
      }
      assertThat(toldFiring).as("seed %s", seed).isFalse();
    }
  }

  @Test
  void refusesNegativeTimes() {
    assertThatThrownBy(() -> AlertPolicy.live(Duration.ofSeconds(-1), Duration.ZERO))
        .hasMessage("for must be >= 0, was PT-1S");
  }

  private static Observation observation(char letter) {
    return switch (letter) {
      case 'T' -> TRUE;
      case 'F' -> FALSE;
      case 'R' -> NOT_RECOVERED;
      default -> NO_DATA;
    };
  }

  private static String letter(AlertState state) {
    if (state == null) {
      return ".";
    }
    return switch (state.status()) {
      case PENDING -> "P";
      case FIRING -> "F";
      default -> state.status().name().substring(0, 1).toLowerCase(Locale.ROOT);
    };
  }
}
