package io.barograph.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CounterRateTest {
  private final CounterRate rate = new CounterRate();

  @Test
  void isTheIncreaseASecond() {
    assertThat(rate.add(0, 100)).isNaN();
    assertThat(rate.add(15_000, 130)).isEqualTo(2);
    assertThat(rate.add(75_000, 130)).isZero();
  }

  @Test
  void behindAResetItHasRisenFromNothing() {
    rate.add(0, 100);
    assertThat(rate.add(10_000, 20)).isEqualTo(2);
    assertThat(rate.add(20_000, 50)).isEqualTo(3);
  }

  @Test
  void whatIsMissingOrNotLaterIsLeftOut() {
    rate.add(10_000, 100);
    assertThat(rate.add(20_000, Double.NaN)).isNaN();
    assertThat(rate.add(10_000, 150)).isNaN();
    assertThat(rate.add(5_000, 90)).isNaN();
    assertThat(rate.add(30_000, 140)).isEqualTo(2);
  }

  @Test
  void goesOnBehindARestart() throws IOException {
    rate.add(10_000, 100);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    rate.write(new DataOutputStream(bytes));
    new CounterRate().write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(CounterRate.read(in).add(20_000, 130)).isEqualTo(3);
    assertThat(CounterRate.read(in).add(20_000, 130)).isNaN();
  }
}
