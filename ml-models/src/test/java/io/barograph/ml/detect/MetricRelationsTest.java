package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Three metrics, of which the first two go together, and the third by itself. */
final class MetricRelationsTest {
  private static final int ROWS = 2_000;

  private final Random random = new Random(6);
  private MetricRelations relations = new MetricRelations(3);

  private double[] row() {
    double load = random.nextGaussian();
    return new double[] {
      50 + load + 0.1 * random.nextGaussian(),
      700 + 20 * load + 2 * random.nextGaussian(),
      random.nextGaussian()
    };
  }

  private double learn(int rows) {
    double most = 0;
    for (int i = 0; i < rows; i++) {
      for (double deviation : relations.next(row())) {
        most = Double.isNaN(deviation) ? most : Math.max(most, deviation);
      }
    }
    return most;
  }

  @Test
  void valuesThatEachAreUsualDeviateWhereTheyDoNotGoTogether() {
    assertThat(learn(ROWS)).isLessThan(5);

    double[] together = relations.next(new double[] {51.5, 730, 0});
    double[] apart = relations.next(new double[] {51.5, 670, 0});

    assertThat(together[0]).isLessThan(1.5);
    assertThat(together[1]).isLessThan(1.5);
    assertThat(apart[0]).isGreaterThan(2);
    assertThat(apart[1]).isGreaterThan(2);
    assertThat(apart[2]).isLessThan(1);
  }

  @Test
  void whatIsMissingDoesNotDeviateNorMakeOthersDeviate() {
    learn(ROWS);
    double[] deviations = relations.next(new double[] {53, Double.NaN, 0});

    assertThat(deviations[1]).isZero();
    assertThat(deviations[0]).as("3 by itself, 4 beside one at its mean").isLessThan(3.2);
    assertThat(deviations[2]).isLessThan(1);
  }

  @Test
  void aMetricCountsOnceItHasHadTwelveValues() {
    for (int i = 0; i < 11; i++) {
      relations.next(new double[] {i, Double.NaN, i});
    }

    assertThat(relations.next(new double[] {3, 4, 3})).containsOnly(Double.NaN);
    assertThat(relations.next(new double[] {3, 4, 3})[0]).isFinite();
    assertThat(relations.next(new double[] {3, 4, 3})[1]).isNaN();
  }

  @Test
  void aConstantMetricThatMovesIsUsualAgain() {
    for (int i = 0; i < ROWS; i++) {
      assertThat(relations.next(new double[] {0, 1e9, 7})[2]).isIn(Double.NaN, 0.0);
    }

    assertThat(relations.next(new double[] {0, 1e9, 8})[2]).isGreaterThan(4);
    double last = Double.NaN;
    for (int i = 0; i < ROWS; i++) {
      last = relations.next(new double[] {0, 1e9, 8})[2];
    }
    assertThat(last).isLessThan(0.5);
  }

  @Test
  void goesOnAsItWasWritten() throws IOException {
    learn(500);
    byte[] bytes = bytes();
    MetricRelations read =
        MetricRelations.read(3, new DataInputStream(new ByteArrayInputStream(bytes)));

    for (int i = 0; i < 500; i++) {
      double[] row = row();
      assertThat(read.next(row)).isEqualTo(relations.next(row));
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    relations.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** What the others say of each other is then as if the metric had never been. */
  @Test
  void aMetricThatIsRemovedIsLeftOutOfWhatTheOthersSay() {
    MetricRelations two = new MetricRelations(2);
    for (int i = 0; i < 1_200; i++) {
      double[] row = row();
      relations.next(row);
      two.next(new double[] {row[0], row[2]});
    }
    relations.remove(1);
    double[] row = row();

    double[] left = relations.next(new double[] {row[0], row[2]});
    double[] never = two.next(new double[] {row[0], row[2]});
    for (int i = 0; i < 2; i++) {
      assertThat(left[i]).isCloseTo(never[i], within(0.2));
    }
  }
}
