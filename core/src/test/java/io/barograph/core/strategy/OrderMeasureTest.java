package io.barograph.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.barograph.core.measure.Measure;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OrderMeasureTest {
  private static final long SEED = 3;
  private static final long START = 1_700_000_000_000L;
  private static final OrderMeasureKind KIND =
      new OrderMeasureKind(new OrderPolicy(List.of(Duration.ofHours(1)), 4, 3, Duration.ofDays(7)));

  @Test
  void sharesAreThoseOfTheOrdersThatEnded() {
    Measure<OrderChange> measure = begin();
    OrderState[] ends = {
      OrderState.FILLED, OrderState.FILLED, OrderState.REJECTED, OrderState.CANCELLED
    };
    for (int i = 0; i < ends.length; i++) {
      measure.add(change("o" + i, OrderState.SUBMITTED, START + i));
      assertThat(Samples.of(measure, START + i).has("order_reject_ratio", "1h")).isFalse();
      measure.add(change("o" + i, ends[i], START + i + 1));
    }
    measure.add(change("o9", OrderState.SUBMITTED, START + 10));
    Samples samples = Samples.of(measure, START + 5_010);

    assertThat(samples.value("orders", "1h")).isEqualTo(5);
    assertThat(samples.value("orders_ended", "1h")).isEqualTo(4);
    assertThat(samples.value("order_execution_ratio", "1h")).isEqualTo(0.5);
    assertThat(samples.value("order_reject_ratio", "1h")).isEqualTo(0.25);
    assertThat(samples.value("order_cancel_ratio", "1h")).isEqualTo(0.25);
    assertThat(samples.value("orders_open", "")).isEqualTo(1);
    assertThat(samples.value("order_oldest_age_seconds", "")).isEqualTo(5);
  }

  @Test
  void anOrderWhoseEndCameFirstIsNotOpenForEver() {
    Measure<OrderChange> measure = begin();
    measure.add(change("a", OrderState.FILLED, START + 1));
    Samples.of(measure, START + 1);
    measure.add(change("a", OrderState.SUBMITTED, START));
    Samples samples = Samples.of(measure, START + 2);

    assertThat(samples.value("orders_open", "")).isZero();
    assertThat(samples.has("order_oldest_age_seconds", "")).isFalse();
  }

  @Test
  void theOldestOrdersAreFollowedWhenThereAreTooMany() {
    Measure<OrderChange> measure = begin();
    for (int i = 0; i < 10; i++) {
      measure.add(change("o" + i, OrderState.SUBMITTED, START + i * 1_000L));
    }
    assertThat(Samples.of(measure, START + 10_000).value("orders_open", "")).isEqualTo(3);
    assertThat(Samples.of(measure, START + 10_000).value("order_oldest_age_seconds", ""))
        .isEqualTo(10);
    measure.add(change("o0", OrderState.CANCELLED, START + 11_000));
    assertThat(Samples.of(measure, START + 11_000).value("order_oldest_age_seconds", ""))
        .isEqualTo(10);
  }

  @Test
  void goesOnAfterItWasWrittenAsIfItNeverWas() throws IOException {
    Random random = new Random(SEED);
    Measure<OrderChange> measure = begin();
    long time = START;
    for (int i = 0; i < 1_000; i++) {
      time += random.nextInt(60_000);
      OrderState state = OrderState.values()[random.nextInt(4)];
      measure.add(change("o" + random.nextInt(300), state, time - random.nextInt(90_000)));
      if (i % 20 == 0) {
        Measure<OrderChange> read = KIND.read(Samples.in(measure));
        assertThat(Samples.bytes(read)).as("seed %d", SEED).isEqualTo(Samples.bytes(measure));
        assertThat(Samples.of(read, time).all()).isEqualTo(Samples.of(measure, time).all());
      }
    }
    assertThat(Samples.bytes(measure).length).isLessThan(4_096);
    OrderMeasureKind other =
        new OrderMeasureKind(
            new OrderPolicy(List.of(Duration.ofDays(2)), 4, 3, Duration.ofDays(7)));
    assertThat(Samples.of(other.read(Samples.in(measure)), time).value("orders", "2d")).isZero();
  }

  @Test
  void isForgottenAfterLongSilence() {
    Measure<OrderChange> measure = begin();
    measure.add(change("a", OrderState.SUBMITTED, START));
    Samples.of(measure, START);
    long end = START + Duration.ofDays(7).toMillis();

    assertThat(measure.isSpent(end - 1)).isFalse();
    assertThat(measure.isSpent(end)).isTrue();
    assertThat(Samples.of(measure, end).isStale("orders_open", "")).isTrue();
  }

  @Test
  void anOrderThatEndsAtOnceBeginsFirst() {
    OrderChange begun = change("b", OrderState.SUBMITTED, START);
    OrderChange ended = change("a", OrderState.FILLED, START);

    assertThat(KIND.id(begun)).isLessThan(KIND.id(ended));
    assertThat(KIND.key(begun)).isEqualTo("3:acc:grid");
    assertThat(KIND.time(begun)).isEqualTo(START);
    assertThat(KIND.name()).isEqualTo("strategy-orders");
  }

  @Test
  void boundsAreTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrderPolicy(List.of(), 0, 1, Duration.ofDays(1)))
        .withMessage("minOrders must be >= 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrderPolicy(List.of(), 1, 0, Duration.ofDays(1)))
        .withMessage("maxOpenOrders must be 1 to 4096, was 0");
    Duration hour = Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrderPolicy(List.of(hour, hour), 1, 1, Duration.ofDays(1)))
        .withMessage("windows must differ, were [PT1H, PT1H]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrderPolicy(Collections.nCopies(9, hour), 1, 1, Duration.ofDays(1)))
        .withMessage("windows must be 8 at most, were 9");
    assertThat(Bounds.label(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(Bounds.label(Duration.ofMinutes(15))).isEqualTo("15m");
    assertThat(OrderPolicy.DEFAULT.labels()).containsExactly("1h", "1d");
  }

  private static Measure<OrderChange> begin() {
    return KIND.begin(change("a", OrderState.SUBMITTED, START));
  }

  private static OrderChange change(String id, OrderState state, long time) {
    return new OrderChange("acc", "grid", id, "BTC", "X", state, time);
  }
}
