package io.barograph.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RuleBudgetTest {
  private static final long MINUTE = 60_000;
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;
  private static final RuleBudget BUDGET = new RuleBudget(0.5, 100L << 20, 1_000);

  @Test
  void aRuleThatIsTooBusyIsToldAtItsThirdCheckInARowAndAgainThreeChecksLater() {
    RuleBudget.Watch watch = new RuleBudget.Watch(BUDGET);
    List<Integer> told = new ArrayList<>();
    for (int minute = 0; minute <= 7; minute++) {
      long busy = minute * 36_000_000_000L;
      if (!watch.check(List.of(rule("slow", busy, 0, 0)), minute * MINUTE).isEmpty()) {
        told.add(minute);
      }
    }
    assertThat(told).containsExactly(3, 6);
  }

  @Test
  void oneCheckWithinTheBudgetBeginsTheCountAnew() {
    RuleBudget.Watch watch = new RuleBudget.Watch(BUDGET);
    long[] firing = {0, 2_000, 2_000, 10, 2_000, 2_000};
    for (int minute = 0; minute < firing.length; minute++) {
      assertThat(watch.check(List.of(rule("wide", 0, 0, firing[minute])), minute * MINUTE))
          .isEmpty();
    }
    assertThat(watch.check(List.of(rule("wide", 0, 0, 1_001)), 9 * MINUTE))
        .extracting(RuleBudget.Breach::sentence)
        .containsExactly("fires for 1001 series, may for 1000");
  }

  @Test
  void aBreachSaysAllThatIsBroken() {
    RuleBudget.Watch watch = new RuleBudget.Watch(BUDGET);
    List<RuleBudget.Breach> breaches = List.of();
    for (int minute = 0; minute <= 3; minute++) {
      breaches =
          watch.check(
              List.of(
                  rule("calm", 0, 1, 1), rule("slow", minute * NANOS_PER_MINUTE, 200L << 20, 0)),
              minute * MINUTE);
    }
    assertThat(breaches)
        .containsExactly(
            new RuleBudget.Breach(
                owner("slow"),
                "slow",
                "takes 100 % of a processor, may take 50 %, and holds about 200 MiB of state, may"
                    + " hold 100 MiB"));
  }

  @Test
  void whatIsNotBoundIsNotBroken() {
    RuleBudget.Watch watch = new RuleBudget.Watch(new RuleBudget(0, 0, 0));
    for (int minute = 0; minute <= 9; minute++) {
      assertThat(
              watch.check(
                  List.of(rule("slow", minute * 2L * NANOS_PER_MINUTE, 1L << 40, 1 << 20)),
                  minute * MINUTE))
          .isEmpty();
    }
  }

  @Test
  void aSubtaskThatWasStartedAgainIsNotBusyForIt() {
    RuleBudget.Watch watch = new RuleBudget.Watch(BUDGET);
    for (int minute = 0; minute <= 6; minute++) {
      long busy = minute % 2 == 0 ? 0 : NANOS_PER_MINUTE;
      assertThat(watch.check(List.of(rule("slow", busy, 0, 0)), minute * MINUTE)).isEmpty();
    }
  }

  @Test
  void aBudgetIsNotNegative() {
    assertThatThrownBy(() -> new RuleBudget(Double.NaN, 0, 0))
        .hasMessage("busyRatio must be >= 0, was NaN");
    assertThatThrownBy(() -> new RuleBudget(0, -1, 0))
        .hasMessage("stateBytes must be >= 0, was -1");
    assertThatThrownBy(() -> new RuleBudget(0, 0, -1)).hasMessage("firing must be >= 0, was -1");
  }

  private static Owner owner(String rule) {
    return new Owner("desk", "orders", rule, "3");
  }

  private static InspectedRule rule(String name, long busyNanos, long bytes, long firing) {
    return new InspectedRule(
        owner(name),
        name,
        15_000,
        List.of(),
        new TreeMap<>(),
        new InspectedRule.Counts(0, 1, 0, 0, firing, 0, 0, bytes, busyNanos));
  }
}
