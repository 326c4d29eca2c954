package io.barograph.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LearnedTest {
  @Test
  void quantilesAreWithinFourPercentOfTheValueOfThatRank() {
    long seed = 11;
    Random random = new Random(seed);
    Learned learned = new Learned();
    double[] values = new double[4_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * Math.exp(random.nextGaussian());
      learned.add(values[i]);
    }
    Arrays.sort(values);
    for (double share : new double[] {0, 0.1, 0.5, 0.9, 0.99, 1}) {
      double exact = values[(int) (share * (values.length - 1))];
      assertThat(learned.quantile(share)).as("seed " + seed).isCloseTo(exact, within(0.04 * exact));
    }
  }

  @Test
  void nothingAndZerosAreZero() {
    Learned learned = new Learned();
    assertThat(learned.quantile(0.5)).isZero();
    learned.add(0);
    learned.add(-1);
    learned.add(Double.NaN);
    learned.add(8);
    assertThat(learned.count()).isEqualTo(4);
    assertThat(learned.quantile(0.6)).isZero();
    assertThat(learned.quantile(1)).isCloseTo(8, within(0.32));
  }

  @Test
  void followsTheStreamAndStaysSmall() throws IOException {
    Learned learned = new Learned();
    for (int i = 0; i < 20_000; i++) {
      learned.add(1e-12 * (1 + i));
    }
    for (int i = 0; i < 20_000; i++) {
      learned.add(5e9);
    }
    assertThat(learned.count()).isLessThanOrEqualTo(Learned.CAPACITY);
    assertThat(learned.quantile(0.5)).isCloseTo(5e9, within(2e8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    learned.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThanOrEqualTo(7 + 2 * Learned.MAX_BINS);
    Learned again =
        Learned.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(again.count()).isEqualTo(learned.count());
    assertThat(again.quantile(0.01)).isEqualTo(learned.quantile(0.01));
  }
}
