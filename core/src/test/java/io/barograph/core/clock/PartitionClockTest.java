package io.barograph.core.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private static final long NOW = 1_000_000;

  private final PartitionClock clock =
      new PartitionClock(ClockPolicy.DEFAULT, 10, PartitionClock.UNKNOWN);

  @Test
  void recordsMoveItByTheirTimeLessTheBound() {
    clock.read(10, NOW);
    clock.observe(900_000);
    clock.read(11, NOW);
    clock.observe(899_000);

    assertThat(clock.watermark()).isEqualTo(894_999);
    assertThat(clock.position()).isEqualTo(12);
    assertThat(clock.isLate(894_999)).isTrue();
    assertThat(clock.isLate(895_000)).isFalse();
  }

  @Test
  void goesOnOnlyOnAFreshWordThatNothingIsLeft() {
    clock.read(10, NOW);

    assertThat(clock.judge(new EndOffsetAnswer(NOW + 1, 12), NOW + 1))
        .isEqualTo(QuietPartition.HAS_BACKLOG);
    assertThat(clock.judge(new EndOffsetAnswer(NOW, 11), NOW + 1))
        .isEqualTo(QuietPartition.ANSWER_BEFORE_LAST_RECORD);
    assertThat(clock.judge(new EndOffsetAnswer(NOW + 1, 11), NOW + 2_002))
        .isEqualTo(QuietPartition.ANSWER_TOO_OLD);
    assertThat(clock.judge(new EndOffsetAnswer(NOW + 1, 11), NOW + 2_001))
        .isEqualTo(QuietPartition.ADVANCES);
  }

  @Test
  void aBrokerThatIsBehindIsNotBelieved() {
    clock.read(10, NOW);

    assertThat(clock.judge(new EndOffsetAnswer(NOW + 1, 9), NOW + 1))
        .isEqualTo(QuietPartition.HAS_BACKLOG);
  }

  @Test
  void advancesToAWholeStepBehindTheQuestion() {
    EndOffsetAnswer answer = new EndOffsetAnswer(NOW + 999, 10);
    ClockAdvance advance = clock.advance(answer);

    assertThat(advance).isEqualTo(new ClockAdvance(10, NOW - 6_000));
    clock.apply(advance);
    assertThat(clock.watermark()).isEqualTo(NOW - 6_000);
    assertThat(clock.judge(answer, NOW + 999)).isEqualTo(QuietPartition.UP_TO_DATE);
  }

  @Test
  void anAdvanceBelongsToItsOffset() {
    clock.read(10, NOW);

    assertThatThrownBy(() -> clock.apply(new ClockAdvance(10, NOW)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("recorded at offset 10 must not be applied at offset 11");
  }

  @Test
  void recordedAdvancesComeBackAtTheirOffsets() {
    clock.remember(
        List.of(
            new ClockAdvance(12, 3_000), new ClockAdvance(9, 1_000), new ClockAdvance(10, 2_000)));
    assertThat(clock.watermark()).as("those at or before the position").isEqualTo(2_000);

    clock.read(10, NOW);
    assertThat(clock.watermark()).isEqualTo(2_000);
    clock.read(11, NOW);
    assertThat(clock.watermark()).isEqualTo(2_000);
    clock.reached();
    assertThat(clock.watermark()).as("offset 12 is reached, not yet read").isEqualTo(3_000);
  }

  @Test
  void aRecordedAdvanceMakesTheNextRecordLate() {
    clock.remember(List.of(new ClockAdvance(11, 500_000)));
    clock.read(10, NOW);
    clock.observe(400_000);
    clock.read(11, NOW);

    assertThat(clock.isLate(499_000)).isTrue();
  }

  @Test
  void readAgainItStandsWhereItStood() {
    PartitionClock again = new PartitionClock(ClockPolicy.DEFAULT, 11, 894_999);

    assertThat(again.isLate(894_999)).isTrue();
    again.read(11, NOW);
    again.observe(1);
    assertThat(again.watermark()).isEqualTo(894_999);
  }

  @Test
  void anEventTimeFarAheadOfItsRecordIsNotBelieved() {
    assertThat(ClockPolicy.DEFAULT.isTooFarAhead(NOW + 600_000, NOW)).isFalse();
    assertThat(ClockPolicy.DEFAULT.isTooFarAhead(NOW + 600_001, NOW)).isTrue();
  }

  @Test
  void refusesAStepOfNothing() {
    assertThatThrownBy(
            () ->
                new ClockPolicy(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO))
        .hasMessage("clock step must be >= 1 ms, was PT0S");
  }
}
