package io.barograph.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TradingDeskTest {
  private static final long SEED = 7;

  @Test
  void saysTheSameForTheSameSeed() {
    assertThat(quietTicks(SEED, 50)).isEqualTo(quietTicks(SEED, 50));
    assertThat(quietTicks(SEED, 50)).isNotEqualTo(quietTicks(SEED + 1, 50));
  }

  @Test
  void staysBelowEveryThresholdWhileNothingGoesWrong() {
    for (DeskTick tick : quietTicks(SEED, 600)) {
      assertThat(values(tick, "desk_drawdown_ratio", "", "")).allMatch(value -> value < 0.05);
      assertThat(values(tick, "desk_quote_age_seconds", "", "")).allMatch(value -> value < 8);
      assertThat(values(tick, "desk_order_latency_seconds", "", "")).allMatch(value -> value < 0.1);
      assertThat(tick.lines()).noneMatch(line -> line.level().equals("ERROR"));
    }
  }

  @Test
  void losesMoneyAndWinsItBack() {
    TradingDesk desk = new TradingDesk(SEED);
    double worst = 0;
    for (int second = 0; second < 15; second++) {
      worst = momentumDrawdown(desk, second, EnumSet.of(DeskFault.MOMENTUM_LOSES));
    }
    assertThat(worst).isBetween(0.10, 0.20);
    double last = worst;
    for (int second = 15; second < 40; second++) {
      last = momentumDrawdown(desk, second, Set.of());
    }
    assertThat(last).isLessThan(0.05);
  }

  @Test
  void letsQuotesGrowOldOneSecondPerSecond() {
    TradingDesk desk = new TradingDesk(SEED);
    DeskTick tick = null;
    for (int second = 0; second < 20; second++) {
      tick = desk.tick(second * 1_000L, EnumSet.of(DeskFault.QUOTES_STOP));
    }
    assertThat(values(tick, "desk_quote_age_seconds", "symbol", "EURUSD")).containsExactly(20.0);
    assertThat(values(tick, "desk_quote_age_seconds", "symbol", "AAPL")).allMatch(age -> age < 1);
    DeskTick after = desk.tick(20_000, Set.of());
    assertThat(values(after, "desk_quote_age_seconds", "symbol", "EURUSD"))
        .allMatch(age -> age < 1);
  }

  @Test
  void rejectsOrdersAndLogsErrorsWhileTheGatewayFails() {
    TradingDesk desk = new TradingDesk(SEED);
    DeskTick tick = desk.tick(0, EnumSet.of(DeskFault.ORDER_GATEWAY_FAILS));
    assertThat(tick.lines())
        .filteredOn(line -> line.level().equals("ERROR"))
        .hasSize(30)
        .allMatch(line -> line.service().equals("order-gateway"));
    assertThat(values(tick, "desk_orders_total", "outcome", "rejected"))
        .allMatch(count -> count > 0);
  }

  @Test
  void givesEachSeriesOneSamplePerTick() {
    for (DeskTick tick : quietTicks(SEED, 3)) {
      assertThat(tick.samples()).extracting(Sample::labels).doesNotHaveDuplicates();
    }
  }

  private static List<DeskTick> quietTicks(long seed, int count) {
    TradingDesk desk = new TradingDesk(seed);
    return new ArrayList<>(
        LongStream.range(0, count).mapToObj(i -> desk.tick(i * 1_000, Set.of())).toList());
  }

  private static double momentumDrawdown(TradingDesk desk, int second, Set<DeskFault> faults) {
    return values(desk.tick(second * 1_000L, faults), "desk_drawdown_ratio", "strategy", "momentum")
        .get(0);
  }

  private static List<Double> values(DeskTick tick, String metric, String label, String value) {
    return tick.samples().stream()
        .filter(sample -> sample.labels().metricName().equals(metric))
        .filter(sample -> label.isEmpty() || get(sample.labels(), label).equals(value))
        .map(Sample::value)
        .toList();
  }

  private static String get(Labels labels, String name) {
    return labels.get(name);
  }
}
