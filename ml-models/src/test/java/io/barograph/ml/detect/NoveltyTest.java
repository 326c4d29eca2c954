package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NoveltyTest {
  private static final long STEP = 300_000;
  private static final int DAY = 288;

  private final Random random = new Random(4);
  private Novelty novelty = new Novelty();
  private int at;

  private double next(double value) {
    return novelty.next(at++ * STEP, value).size();
  }

  private void usual(int values) {
    for (int i = 0; i < values; i++) {
      assertThat(next(50 + random.nextGaussian())).isLessThan(3);
    }
  }

  @Test
  void whatComesBackForTheSecondTimeWithinTheWeekIsNoNews() {
    usual(2 * DAY);
    double first = next(80);
    usual(DAY);
    assertThat(first).isGreaterThan(10);
    assertThat(next(79)).as("one peak hides no other").isGreaterThan(first / 2);
    usual(DAY);
    assertThat(next(78)).isZero();
    usual(DAY);
    assertThat(next(90)).as("by what is beyond the 79").isBetween(first / 5, first / 2);
    usual(8 * DAY);
    assertThat(next(79)).as("a week later").isGreaterThan(first / 2);
  }

  @Test
  void aDipIsComparedWithDips() {
    usual(2 * DAY);
    for (int i = 0; i < 2; i++) {
      next(80);
      usual(DAY);
    }
    for (int i = 0; i < 2; i++) {
      assertThat(next(20)).isGreaterThan(10);
      usual(DAY);
    }
    assertThat(next(21)).isZero();
  }

  /** Each is beyond those before, so that all are seen though a tenth of the values are such. */
  @Test
  void aBadWeekDoesNotBecomeUsual() {
    usual(2 * DAY);
    for (int i = 0; i < 200; i++) {
      usual(8);
      assertThat(next(80 + 10 * i)).isGreaterThan(1);
    }
    assertThat(novelty.next(at * STEP, 50).upper()).isLessThan(60);
  }

  @Test
  void anAnomalyDoesNotHideItsOwnGrowth() {
    usual(2 * DAY);
    double first = next(60);
    assertThat(next(80)).isGreaterThan(2 * first);
  }

  @Test
  void aLateValueOfAQuarterThatIsGoneChangesNothing() throws IOException {
    usual(10 * DAY);
    byte[] before = bytes(novelty);
    WeekOfExtremes week = new WeekOfExtremes();
    for (int i = 0; i < 10 * DAY; i++) {
      week.add(i * STEP, i);
    }
    week.add(0, 1e9);
    assertThat(week.highest(10 * DAY * STEP)).isEqualTo(10 * DAY - 1 - DAY / 4);
    assertThat(week.lowest(10 * DAY * STEP)).isEqualTo(3 * DAY + DAY / 4);
    assertThat(before).hasSizeLessThan(9_600);
  }

  /** A thing that happens once in a while is as large as such things are. */
  @Test
  void whatIsNearlyAlwaysZeroHasTheScaleOfWhatIsNot() {
    for (int i = 0; i < 2 * DAY; i++) {
      next(0);
    }
    assertThat(next(1)).as("nothing of the kind was seen").isGreaterThan(1_000);
    for (int i = 0; i < 8 * DAY; i++) {
      next(0);
    }
    assertThat(next(1)).isEqualTo(2);
    assertThat(next(30)).isEqualTo(60);
  }

  @Test
  void goesOnBehindARestart() throws IOException {
    usual(3 * DAY);
    next(80);
    usual(DAY);
    Novelty restored = Novelty.read(new DataInputStream(new ByteArrayInputStream(bytes(novelty))));
    for (int i = 0; i < DAY; i++) {
      double value = i % 100 == 50 ? 75 : 50 + random.nextGaussian();
      assertThat(restored.next(at * STEP, value)).isEqualTo(novelty.next(at * STEP, value));
      at++;
    }
    assertThat(bytes(restored)).isEqualTo(bytes(novelty));
  }

  private static byte[] bytes(Novelty novelty) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    novelty.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
