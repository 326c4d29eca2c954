package io.barograph.core.series;

import static io.barograph.core.series.SeriesBudget.Admission.ADMITTED;
import static io.barograph.core.series.SeriesBudget.Admission.METRIC_REACHED;
import static io.barograph.core.series.SeriesBudget.Admission.TOTAL_REACHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesLimitsTest {
  @Test
  void boundsOneMetricAndAllTogether() {
    SeriesBudget budget = new SeriesLimits(3, 2).share(0, 1);

    assertThat(budget.take("cpu")).isEqualTo(ADMITTED);
    assertThat(budget.take("cpu")).isEqualTo(ADMITTED);
    assertThat(budget.take("cpu")).isEqualTo(METRIC_REACHED);
    assertThat(budget.take("disk")).isEqualTo(ADMITTED);
    assertThat(budget.take("disk")).isEqualTo(TOTAL_REACHED);
    assertThat(budget.take("load")).isEqualTo(TOTAL_REACHED);
  }

  @Test
  void aPlaceThatIsGivenBackCanBeTakenAgain() {
    SeriesBudget budget = new SeriesLimits(2, 1).share(0, 1);
    budget.take("cpu");
    budget.take("disk");
    budget.giveBack("cpu");

    assertThat(budget.take("disk")).isEqualTo(METRIC_REACHED);
    assertThat(budget.take("cpu")).isEqualTo(ADMITTED);
    assertThat(budget.take("load")).isEqualTo(TOTAL_REACHED);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1, 4", "7, 2", "100, 3", "2147483647, 128"})
  void theSharesAddUpToTheLimits(int limit, int subtasks) {
    SeriesLimits limits = new SeriesLimits(limit, limit);
    long[] shares =
        IntStream.range(0, subtasks)
            .mapToObj(subtask -> limits.share(subtask, subtasks))
            .peek(share -> assertThat(share.perMetric()).isEqualTo(share.total()))
            .mapToLong(SeriesBudget::total)
            .sorted()
            .toArray();

    assertThat(Arrays.stream(shares).sum()).isEqualTo(limit == 0 ? SeriesBudget.UNBOUNDED : limit);
    assertThat(shares[shares.length - 1] - shares[0]).isLessThanOrEqualTo(1);
  }

  @Test
  void noLimitAdmitsWhatComes() {
    SeriesBudget budget = SeriesLimits.NONE.share(2, 5);

    assertThat(IntStream.range(0, 10_000).mapToObj(i -> budget.take("cpu"))).containsOnly(ADMITTED);
  }

  @Test
  void namesTheOptionThatIsNegative() {
    assertThatThrownBy(() -> new SeriesLimits(-1, 0))
        .hasMessage("series.limit must be >= 0, was -1: 0 is no limit");
    assertThatThrownBy(() -> new SeriesLimits(0, -5))
        .hasMessage("series.limit-per-metric must be >= 0, was -5: 0 is no limit");
  }
}
