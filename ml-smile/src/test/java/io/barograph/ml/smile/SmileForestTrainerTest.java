package io.barograph.ml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.ml.detect.BatchForest;
import io.barograph.ml.detect.ForestTrainer;
import io.barograph.ml.detect.PendingForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smile.stat.distribution.GaussianDistribution;

class SmileForestTrainerTest {
  private static final int SEED = 7;

  private final ForestTrainer trainer = ForestTrainer.ofBuild().orElseThrow();

  @Test
  void farVectorsScoreHigherThanThoseAmongMany() {
    BatchForest forest = trainer.train(vectors(1_000, 3), SEED).await();

    assertThat(forest.score(new double[] {0, 0, 0})).isLessThan(0.5);
    assertThat(forest.score(new double[] {9, -9, 9})).isGreaterThan(0.6);
  }

  @Test
  void equalVectorsAndSeedsScoreEquallyBesideOthers() {
    double[][] vectors = vectors(600, 4);
    double[] alone = scores(trainer.train(vectors, SEED).await(), vectors);
    List<PendingForest> others = new ArrayList<>();
    for (int other = 0; other < 4; other++) {
      others.add(trainer.train(vectors(400, 3), other));
    }

    double[] beside = scores(trainer.train(vectors, SEED).await(), vectors);

    others.forEach(PendingForest::await);
    assertThat(beside).isEqualTo(alone);
    assertThat(scores(trainer.train(vectors, SEED + 1).await(), vectors)).isNotEqualTo(alone);
  }

  /** Vectors of an odd length leave one drawn normal behind. */
  @Test
  void whatOthersLeaveOfTheNormalDistributionDoesNotCount() {
    double[][] vectors = vectors(300, 3);
    double[] expected = scores(trainer.train(vectors, SEED).await(), vectors);
    for (int time = 0; time < 2; time++) {
      GaussianDistribution.getInstance().rand();
      assertThat(scores(trainer.train(vectors, SEED).await(), vectors)).isEqualTo(expected);
    }
  }

  @Test
  void vectorsThatAreAllTheSameScoreAlike() {
    double[][] same = new double[500][];
    Arrays.fill(same, new double[] {1e100, -1e100});

    BatchForest forest = trainer.train(same, SEED).await();

    assertThat(forest.score(same[0])).isBetween(0.0, 1.0);
  }

  @Test
  void aFailureIsToldToWhoWaits() {
    PendingForest broken = trainer.train(new double[][] {{1, 2}, {1}, {3, 4}}, SEED);

    assertThatThrownBy(broken::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a forest could not be trained");
    assertThatThrownBy(() -> trainer.train(new double[1][1], SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a forest needs two vectors of a value, had 1");
  }

  private static double[] scores(BatchForest forest, double[][] vectors) {
    return IntStream.range(0, 50).mapToDouble(i -> forest.score(vectors[i])).toArray();
  }

  private static double[][] vectors(int count, int length) {
    Random random = new Random(count);
    return IntStream.range(0, count)
        .mapToObj(i -> random.doubles(length, -1, 1).toArray())
        .toArray(double[][]::new);
  }
}
