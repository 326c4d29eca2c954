package io.barograph.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatisticsTest {
  private static final long SEED = 20_260_101;

  @Test
  void momentsOfPartsMergeToThoseOfTheWhole() {
    Random random = new Random(SEED);
    double[] values = random.doubles(1_000, -3, 10).map(x -> x * x * x).toArray();
    Moments whole = Moments.of(values);
    for (int parts = 1; parts <= 5; parts++) {
      Moments merged = new Moments();
      for (int from = 0; from < values.length; from += 1_000 / parts) {
        int to = Math.min(values.length, from + 1_000 / parts);
        merged.merge(Moments.of(Arrays.copyOfRange(values, from, to)));
      }
      assertThat(merged.count()).as("seed %d", SEED).isEqualTo(whole.count());
      assertThat(merged.mean()).isEqualTo(whole.mean(), within(1e-9));
      assertThat(merged.deviation(1)).isEqualTo(whole.deviation(1), within(1e-9));
      assertThat(merged.skewness()).isEqualTo(whole.skewness(), within(1e-12));
      assertThat(merged.kurtosis()).isEqualTo(whole.kurtosis(), within(1e-12));
    }
    assertThat(whole.skewness()).isEqualTo(central(values, 3), within(1e-12));
    assertThat(whole.kurtosis()).isEqualTo(central(values, 4), within(1e-12));
  }

  /** The standardised central moment, in two passes. */
  private static double central(double[] values, int power) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(x -> Math.pow(x - mean, 2)).average().orElseThrow();
    return Arrays.stream(values).map(x -> Math.pow(x - mean, power)).average().orElseThrow()
        / Math.pow(variance, power / 2.0);
  }

  @Test
  void whatDoesNotDifferHasNoSpreadAndIsNothing() {
    assertThat(new Moments().mean()).isNaN();
    assertThat(new Moments().sum()).isZero();
    assertThat(Moments.of(3).variance(1)).isNaN();
    assertThat(Moments.of(3).isSpread()).isFalse();
    assertThat(Moments.of(0.1 + 0.2, 0.3).isSpread()).isFalse();
    assertThat(Moments.of(0, 0).isSpread()).isFalse();
    assertThat(Moments.of(0, 0).skewness()).isNaN();
    assertThat(Moments.of(1, 2).isSpread()).isTrue();
    assertThat(Moments.of(1, 2).sampleSkewness()).isNaN();
    assertThat(Moments.of(1, 2, 4).sampleExcessKurtosis()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Moments().add(Double.NaN))
        .withMessage("value must be finite, was NaN");
  }

  @Test
  void momentsAreReadAsTheyWereWritten() throws IOException {
    Moments read = Moments.read(in(out -> Moments.of(1e9, 1e9 + 1, 1e9 + 5).write(out)));

    assertThat(read.count()).isEqualTo(3);
    assertThat(read.mean()).isEqualTo(1e9 + 2);
    assertThat(read.variance(1)).isEqualTo(7);
    assertThat(Moments.read(in(out -> new Moments().write(out))).count()).isZero();
  }

  /** Values of the table in Abramowitz and Stegun, and of the far tail. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "0.5, 0.6914624612740131",
    "1, 0.8413447460685429",
    "-1, 0.15865525393145705",
    "1.959963984540054, 0.975",
    "3, 0.9986501019683699",
    "-6, 9.865876450376981e-10",
    "-10, 7.61985302416047e-24",
  })
  void theNormalDistributionHasItsKnownValues(double x, double probability) {
    assertThat(NormalDistribution.probability(x))
        .isEqualTo(probability, within(1e-13 * probability));
    assertThat(NormalDistribution.quantile(probability)).isEqualTo(x, within(1e-13 * (1 + x * x)));
  }

  @Test
  void theNormalDistributionEndsWhereItHasNoValues() {
    assertThat(NormalDistribution.probability(-50)).isZero();
    assertThat(NormalDistribution.probability(50)).isEqualTo(1);
    assertThat(NormalDistribution.probability(Double.NaN)).isNaN();
    assertThat(NormalDistribution.quantile(0)).isNaN();
    assertThat(NormalDistribution.quantile(1)).isNaN();
  }

  @Test
  void percentilesLieBetweenTwoNumbers() {
    assertThat(Percentile.of(new double[] {4, 1, 3, 2}, 0.5)).isEqualTo(2.5);
    assertThat(Percentile.of(new double[] {4, 1}, 0)).isEqualTo(1);
    assertThat(Percentile.of(new double[] {4, 1}, 1)).isEqualTo(4);
    assertThat(Percentile.of(new double[] {7}, 0.3)).isEqualTo(7);
    assertThat(Percentile.of(new double[0], 0.3)).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Percentile.of(new double[] {1}, 1.1))
        .withMessage("share must be 0 to 1, was 1.1");
  }

  @Test
  void sketchesMergeWithinTheirBoundAndAreReadAsTheyWereWritten() throws IOException {
    Random random = new Random(SEED);
    double[] values = random.doubles(5_000).map(x -> Math.exp(6 * x) - 20).toArray();
    QuantileSketch one = new QuantileSketch();
    QuantileSketch other = new QuantileSketch();
    for (int i = 0; i < values.length; i++) {
      (i % 3 == 0 ? one : other).add(values[i]);
    }
    one.merge(other);
    one.merge(new QuantileSketch());
    QuantileSketch read = QuantileSketch.read(in(one::write));

    assertThat(read.count()).isEqualTo(5_000);
    assertThat(bytes(read::write)).isEqualTo(bytes(one::write));
    Arrays.sort(values);
    for (double share : new double[] {0, 0.05, 0.5, 0.95, 0.99, 1}) {
      double exact = values[(int) (share * 4_999)];
      assertThat(read.quantile(share))
          .as("%s of seed %d", share, SEED)
          .isEqualTo(exact, within(QuantileSketch.ACCURACY * Math.abs(exact) + 1e-6));
    }
    assertThat(bytes(one::write).length).isLessThan(2_048);
  }

  @Test
  void aSketchThatWasWrittenIsWrittenWithWhatCameSince() throws IOException {
    QuantileSketch whole = new QuantileSketch();
    QuantileSketch often = new QuantileSketch();
    QuantileSketch rest = new QuantileSketch();
    for (int i = 0; i < 100; i++) {
      whole.add(i);
      often.add(i);
      bytes(often::write);
      rest.add(i * i);
    }
    assertThat(bytes(often::write)).isEqualTo(bytes(whole::write));
    whole = QuantileSketch.read(in(whole::write));
    whole.merge(rest);
    often.merge(rest);
    assertThat(bytes(often::write)).isEqualTo(bytes(whole::write));
    assertThat(QuantileSketch.read(in(often::write)).count()).isEqualTo(200);
  }

  @Test
  void aSketchBearsWhatItCannotTellApart() throws IOException {
    QuantileSketch sketch = new QuantileSketch();
    assertThat(sketch.quantile(0.5)).isNaN();
    assertThat(sketch.count()).isZero();
    assertThat(QuantileSketch.read(in(sketch::write)).count()).isZero();
    sketch.add(Double.MIN_VALUE);
    sketch.add(Double.MAX_VALUE);
    sketch.add(-Double.MAX_VALUE);
    sketch.add(0);
    assertThat(sketch.quantile(1)).isFinite().isGreaterThan(1e300);
    assertThat(sketch.quantile(0)).isFinite().isLessThan(-1e300);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sketch.add(Double.POSITIVE_INFINITY))
        .withMessage("value must be finite, was Infinity");
  }

  private interface Written {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Written written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    written.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(Written written) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(bytes(written)));
  }
}
