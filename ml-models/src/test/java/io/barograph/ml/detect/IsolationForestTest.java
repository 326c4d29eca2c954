package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IsolationForestTest {
  private static final long SEED = 4;

  /** Forests whose score tells how many values they know; it is told when one is waited for. */
  private static final class Trainings implements ForestTrainer {
    private final List<double[][]> trained = new ArrayList<>();
    private final List<Long> seeds = new ArrayList<>();
    private int awaited;

    @Override
    public PendingForest train(double[][] vectors, long seed) {
      trained.add(vectors);
      seeds.add(seed);
      return () -> {
        awaited++;
        return vector -> 0.5 + (seed - SEED) / 1e6;
      };
    }
  }

  private final Trainings trainings = new Trainings();
  private final IsolationForest member = new IsolationForest(SEED, trainings, new Ewma());

  private Deviation next(int number) {
    return member.next(number, number);
  }

  @Test
  void aForestTakesEffectTenValuesAfterThoseThatItKnows() {
    List<Double> sizes = new ArrayList<>();
    for (int number = 0; number < 2_600; number++) {
      Deviation deviation = next(number);
      sizes.add(deviation.isKnown() ? Math.rint(Math.log(deviation.size()) * 1e6 / 10) : -1);
      if (number == 499) {
        assertThat(trainings.trained).hasSize(2);
      }
      if (number == 509) {
        assertThat(trainings.awaited).isEqualTo(1);
      }
    }

    assertThat(sizes.subList(0, 110)).containsOnly(-1.0);
    assertThat(sizes.subList(110, 510)).containsOnly(100.0);
    assertThat(sizes.subList(510, 1_010)).containsOnly(500.0);
    assertThat(sizes.subList(1_010, 1_510)).containsOnly(1_000.0);
    assertThat(sizes.subList(2_510, 2_600)).containsOnly(2_500.0);
    assertThat(trainings.seeds).containsExactly(104L, 504L, 1_004L, 1_504L, 2_004L, 2_504L);
  }

  @Test
  void itKnowsTheLastTwoThousandOfFourValues() {
    for (int number = 0; number < 2_500; number++) {
      next(number);
    }

    assertThat(trainings.trained.get(0)).hasDimensions(97, 4);
    assertThat(trainings.trained.get(1)).hasDimensions(497, 4);
    assertThat(trainings.trained.get(0)[0]).containsExactly(0, 1, 2, 3);
    double[][] last = trainings.trained.get(5);
    assertThat(last).hasDimensions(2_000, 4);
    assertThat(last[0]).containsExactly(497, 498, 499, 500);
    assertThat(last[1_999]).containsExactly(2_496, 2_497, 2_498, 2_499);
  }

  /** On the class path of these tests there is no trainer. */
  @Test
  void aBuildWithoutForestsSaysWhatToDo() {
    String problem =
        "isolation-forest is not in this build, which is without smile: build it without -P"
            + " '!smile'";

    assertThatThrownBy(
            () -> Detectors.create("isolation-forest", "load", DetectionConfig.shipped()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(problem);
    assertThat(Detectors.missing("isolation-forest")).contains(problem);
  }
}
