package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.FallBack;
import io.barograph.ml.detect.ModelException;
import io.barograph.ml.detect.Score;
import java.io.DataOutput;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeriesJudgeTest {
  private static final long MINUTE = 60_000;
  private static final DetectionConfig CONFIG = DetectionConfig.shipped();
  private static final SeriesWatch WATCH =
      new SeriesWatch(
          "all",
          new SeriesSelectors(List.of()),
          DetectorType.LSTM,
          ModelUse.ALWAYS,
          Bounds.DEFAULT,
          SeriesTraits.DEFAULT);

  /** A model that gives no answer from {@link #fails} to {@link #answersAgain}. */
  private static final class Failing implements Detector {
    private final Detector model = Detectors.create("lstm", "load", CONFIG);
    private final long fails = 100 * MINUTE;
    private final long answersAgain = 150 * MINUTE;

    @Override
    public Score add(long timeMillis, double value) {
      if (timeMillis >= fails && timeMillis < answersAgain) {
        throw new ModelException("no answer", null);
      }
      return model.add(timeMillis, value);
    }

    @Override
    public void write(DataOutput out) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void theEnsembleStandsInForAModelThatGivesNoAnswer() {
    SeriesJudge judge =
        new SeriesJudge(
            "load", WATCH, CONFIG, new ModelSlots(1), ModelPatience.DEFAULT, Failing::new);
    Detector ensemble = Detectors.create(Detectors.ENSEMBLE, "load", CONFIG);
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      double value = 50 + random.nextGaussian() + (i == 120 ? 30 : 0);
      Score said = judge.add(i * MINUTE, value);
      Score simple = ensemble.add(i * MINUTE, value);
      boolean isFailing = i >= 100 && i < 150;
      if (isFailing) {
        assertThat(said).isEqualTo(simple.asFallBack(FallBack.FAILED));
      } else if (i > 20) {
        assertThat(said.reason().fallBack()).as("minute %d", i).isEqualTo(FallBack.NONE);
      } else if (i < 12) {
        assertThat(said.reason().fallBack())
            .isEqualTo(i < 2 ? FallBack.NO_MODEL : FallBack.LEARNING);
      }
      judge.tick(i * MINUTE);
    }
  }
}
