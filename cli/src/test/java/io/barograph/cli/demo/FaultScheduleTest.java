package io.barograph.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.cli.desk.DeskFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScheduleTest {
  @ParameterizedTest
  @CsvSource({"PT150S, 5", "PT3M, 5", "PT5M59S, 5", "PT6M, 10", "PT10M, 15"})
  void runsOneRoundInEachThreeMinutes(Duration duration, int faults) {
    assertThat(FaultSchedule.of(duration).faults()).hasSize(faults);
  }

  @ParameterizedTest
  @CsvSource({"PT150S", "PT3M", "PT10M"})
  void leavesEveryAlertTheTimeToResolve(Duration duration) {
    assertThat(FaultSchedule.of(duration).faults())
        .allSatisfy(fault -> assertThat(fault.ends().plusSeconds(40)).isLessThanOrEqualTo(duration))
        .extracting(ScheduledFault::begins)
        .isSorted();
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT149S, 149", "PT-1S, -1"})
  void refusesATimeTooShortForThat(Duration duration, long seconds) {
    assertThatThrownBy(() -> FaultSchedule.of(duration))
        .hasMessage(
            "duration must be at least 150 s so that every alert can resolve, was %d s", seconds);
  }

  @Test
  void beginsOnTimeAndIsOverAtItsEnd() {
    FaultSchedule schedule = FaultSchedule.of(Duration.ofMinutes(3));
    assertThat(schedule.deskFaultsAt(Duration.ofMillis(44_999))).isEmpty();
    assertThat(schedule.deskFaultsAt(Duration.ofSeconds(45)))
        .containsExactly(DeskFault.MODEL_GOES_STALE);
    assertThat(schedule.deskFaultsAt(Duration.ofSeconds(66)))
        .containsExactly(DeskFault.MOMENTUM_LOSES);
    assertThat(schedule.deskFaultsAt(Duration.ofSeconds(75)))
        .containsExactly(DeskFault.ORDER_GATEWAY_FAILS);
    assertThat(schedule.deskFaultsAt(Duration.ofSeconds(-1))).isEmpty();
  }
}
