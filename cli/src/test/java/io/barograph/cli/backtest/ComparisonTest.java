package io.barograph.cli.backtest;

import static io.barograph.cli.backtest.Episodes.at;
import static io.barograph.cli.backtest.Episodes.fired;
import static io.barograph.cli.backtest.Episodes.pendingOnly;
import static io.barograph.cli.backtest.Episodes.stillFiring;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void tellsWhatIsTheSameAddedRemovedAndShifted() {
    Comparison comparison =
        Comparison.of(
            List.of(
                fired("A", "same", 10, 20),
                fired("A", "gone", 10, 20),
                fired("A", "moved", 10, 20),
                pendingOnly("A", "pending", 10, 20)),
            List.of(
                fired("A", "same", 10, 20),
                fired("A", "new", 10, 20),
                fired("A", "moved", 15, 18),
                fired("A", "pending", 15, 20)),
            at(100));

    assertThat(comparison.same()).isEqualTo(1);
    assertThat(comparison.added())
        .extracting(Episode::alert)
        .containsExactly("A{job=\"new\"}", "A{job=\"pending\"}");
    assertThat(comparison.removed()).extracting(Episode::alert).containsExactly("A{job=\"gone\"}");
    assertThat(comparison.shifted())
        .singleElement()
        .satisfies(
            shift -> {
              assertThat(shift.begins()).isEqualTo(Duration.ofSeconds(5));
              assertThat(shift.ends()).isEqualTo(Duration.ofSeconds(-2));
            });
  }

  @Test
  void givesEachEpisodeOneCounterpartAtMost() {
    Comparison comparison =
        Comparison.of(
            List.of(fired("A", "x", 10, 50)),
            List.of(fired("A", "x", 10, 20), fired("A", "x", 30, 50), fired("A", "x", 60, 70)),
            at(100));
    assertThat(comparison.shifted()).hasSize(1);
    assertThat(comparison.added()).hasSize(2);
    assertThat(comparison.removed()).isEmpty();
  }

  @Test
  void lastsUpToTheEndOfTheDataIfItFiresStill() {
    assertThat(
            Comparison.of(
                    List.of(stillFiring("A", "x", 10)), List.of(fired("A", "x", 90, 95)), at(100))
                .shifted())
        .singleElement()
        .satisfies(shift -> assertThat(shift.ends()).isEqualTo(Duration.ofSeconds(-5)));
  }
}
