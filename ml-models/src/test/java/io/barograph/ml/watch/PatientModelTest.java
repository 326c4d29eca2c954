package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.FallBack;
import io.barograph.ml.detect.Reason;
import io.barograph.ml.detect.ReasonCode;
import io.barograph.ml.detect.Score;
import java.io.DataOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A value a minute, and answers that take as long as the value says, in milliseconds. */
final class PatientModelTest {
  private static final long MINUTE = 60_000;
  private static final double QUICK = 1;
  private static final double SLOW = 11;
  private static final Score SIMPLE = score(.2);
  private static final Score MODELLED = score(.7);

  private long nanos;
  private long minute;
  private final List<Double> asked = new ArrayList<>();
  private final PatientModel model =
      new PatientModel(new Slow(), new ModelPatience(Duration.ofMillis(10)), () -> nanos);

  private final class Slow implements Detector {
    @Override
    public Score add(long timeMillis, double value) {
      asked.add(value);
      nanos += Duration.ofMillis((long) value).toNanos();
      return MODELLED;
    }

    @Override
    public void write(DataOutput out) {
      // It keeps nothing.
    }
  }

  private static Score score(double score) {
    return new Score(score, score, 1, 0, 2, new Reason(ReasonCode.OUT_OF_RANGE, 3, -1));
  }

  private List<Score> add(int values, double millis) {
    List<Score> said = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      said.add(model.add(minute++ * MINUTE, millis, SIMPLE));
    }
    return said;
  }

  @Test
  void aModelThatIsSlowThreeTimesInARowRestsForTenMinutes() {
    assertThat(add(3, SLOW)).containsOnly(MODELLED);

    assertThat(add(9, QUICK)).hasSize(9).containsOnly(SIMPLE.asFallBack(FallBack.SLOW));
    assertThat(asked).as("nobody asks while it rests").hasSize(3);
    assertThat(add(20, QUICK)).containsOnly(MODELLED);
  }

  @Test
  void oneSlowAnswerSendsBackAModelThatHasRested() {
    add(12, SLOW);

    assertThat(add(1, SLOW)).containsOnly(MODELLED);
    assertThat(add(9, QUICK)).containsOnly(SIMPLE.asFallBack(FallBack.SLOW));
    assertThat(add(1, QUICK)).as("tried again").containsOnly(MODELLED);
    assertThat(add(2, SLOW)).as("and well again").containsOnly(MODELLED);
    assertThat(add(1, QUICK)).containsOnly(MODELLED);
  }

  @Test
  void oneThatIsSlowNowAndThenGoesOn() {
    for (int i = 0; i < 50; i++) {
      assertThat(add(2, SLOW)).containsOnly(MODELLED);
      assertThat(add(1, QUICK)).containsOnly(MODELLED);
    }
  }

  @Test
  void waitsForAtLeastAMillisecond() {
    assertThatThrownBy(() -> new ModelPatience(Duration.ofNanos(999_999)))
        .hasMessageContaining("most must be >= 1 ms");
  }
}
