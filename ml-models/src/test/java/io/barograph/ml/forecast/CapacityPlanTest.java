package io.barograph.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityPlanTest {
  private static final int PERIOD = 90;

  @ParameterizedTest(name = "from 50, {0} a day: {1}")
  @CsvSource({"0.1, ENOUGH", "0.4, PLAN", "1.0, ADD", "3.0, FULL", "-1.0, ENOUGH"})
  void whatToDoFollowsFromWhenTheLimitIsReached(
      double perDay, CapacityPlan.Recommendation expected) {
    CapacityPlan plan = CapacityPlan.of(days(20, day -> 50 + perDay * day), 90, PERIOD);

    assertThat(plan.recommendation()).isEqualTo(expected);
    assertThat(plan.currentUsage()).isCloseTo(50 + perDay * 19, within(1e-9));
    assertThat(plan.predictedUsage()).isCloseTo(50 + perDay * (19 + PERIOD), within(1e-9));
    if (perDay > 0 && expected != CapacityPlan.Recommendation.FULL) {
      assertThat(plan.daysUntilLimit()).isCloseTo((40 - perDay * 19) / perDay, within(1e-6));
    }
  }

  @Test
  void daysThatAreOutOfTheOrdinaryDoNotMoveThePlan() {
    Random random = new Random(1);
    double[] daily = days(60, day -> 50 + 0.2 * day + random.nextGaussian() * 0.5);
    daily[55] = 89;
    daily[20] = 0;

    CapacityPlan plan = CapacityPlan.of(daily, 90, PERIOD);

    assertThat(plan.predictedUsage()).isCloseTo(50 + 0.2 * (59 + PERIOD), within(3.0));
    assertThat(plan.lower()).isLessThan(plan.predictedUsage());
    assertThat(plan.upper()).isGreaterThan(plan.predictedUsage());
    assertThat(plan.confidence()).isGreaterThan(0.8);
  }

  @Test
  void aHistoryThatTurnedIsNotTrusted() {
    CapacityPlan plan =
        CapacityPlan.of(days(60, day -> day < 30 ? 50 : 50 + 2 * (day - 30)), 200, PERIOD);

    assertThat(plan.confidence()).isLessThan(0.5);
  }

  @Test
  void aFewDaysAreNoHistory() {
    assertThatThrownBy(() -> CapacityPlan.of(new double[13], 1, PERIOD))
        .hasMessage("a plan needs >= 14 days, had 13");
    assertThat(CapacityPlan.of(new double[14], 1, PERIOD).confidence()).isNaN();
  }

  private static double[] days(int count, IntToDoubleFunction usage) {
    double[] days = new double[count];
    Arrays.setAll(days, usage);
    return days;
  }
}
