package io.barograph.ml.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.prediction.ModelPolicy;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often a steady model is called worse, and how soon one that is. */
final class AccuracyDropTest {
  private static final int MODELS = 500;

  @Test
  void aSteadyModelIsCalledWorseInOneOfFiftyStreamsOfThreeThousandLabelsAtMost() {
    for (double error : new double[] {0.05, 0.2, 0.5}) {
      int called = 0;
      for (int model = 0; model < MODELS; model++) {
        AccuracyDrop drop = drop();
        add(drop, 3_000, error, new Random(model));
        called += drop.drops() > 0 ? 1 : 0;
      }
      assertThat(called).as("of %d, error %s", MODELS, error).isLessThanOrEqualTo(MODELS / 50);
    }
  }

  @Test
  void aModelThatLosesThirtyPointsIsCalledWorseWithinTwoHundredLabels() {
    for (int model = 0; model < MODELS; model++) {
      AccuracyDrop drop = drop();
      Random random = new Random(model);
      add(drop, 400, 0.2, random);
      long before = drop.drops();
      add(drop, 200, 0.5, random);
      assertThat(drop.drops()).as("seed %d", model).isGreaterThan(before);
    }
  }

  private static AccuracyDrop drop() {
    return new AccuracyDrop(ModelPolicy.DEFAULT.dropRisk(), ModelPolicy.DEFAULT.labels());
  }

  private static void add(AccuracyDrop drop, int labels, double error, Random random) {
    for (int i = 0; i < labels; i++) {
      drop.add(random.nextDouble() >= error, () -> 0);
    }
  }
}
