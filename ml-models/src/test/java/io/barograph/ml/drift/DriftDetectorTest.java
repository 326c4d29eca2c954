package io.barograph.ml.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every detector owes. */
class DriftDetectorTest {
  private static final long SEED = 5;

  enum Kind {
    HDDM_A,
    ADWIN,
    PAGE_HINKLEY;

    private DriftDetector begin() {
      return switch (this) {
        case HDDM_A -> new HddmA();
        case ADWIN -> new Adwin();
        case PAGE_HINKLEY -> new PageHinkley(PageHinkley.Policy.DEFAULT);
      };
    }

    private DriftDetector read(DataInput in) throws IOException {
      return switch (this) {
        case HDDM_A -> HddmA.read(in);
        case ADWIN -> Adwin.read(in);
        case PAGE_HINKLEY -> PageHinkley.read(in);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void goesOnAsItWasWhereverItIsWrittenAndRead(Kind kind) throws Exception {
    double[] errors = errors(3_000, 0.2, 1_500, 0.7);
    List<Integer> whole = detections(kind, errors, -1);

    assertThat(whole).as("seed %d", SEED).isNotEmpty();
    for (int cut = 0; cut < errors.length; cut += 271) {
      assertThat(detections(kind, errors, cut)).as("seed %d, cut %d", SEED, cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fewerErrorsAreNoDrift(Kind kind) throws Exception {
    assertThat(detections(kind, errors(3_000, 0.6, 1_500, 0.1), -1)).as("seed %d", SEED).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesNoNumberAndAnUnknownFormat(Kind kind) {
    assertThatThrownBy(() -> kind.begin().add(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was NaN");
    assertThatThrownBy(() -> kind.read(in(new byte[] {9})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is of format 9, known is 1");
  }

  @Test
  void riskMustBeARisk() {
    assertThatThrownBy(() -> new HddmA(0)).hasMessageContaining("confidence must be > 0 and < 1");
    assertThatThrownBy(() -> new Adwin(1)).hasMessageContaining("delta must be > 0 and < 1");
    assertThatThrownBy(() -> new PageHinkley.Policy(0, 0, 1, 1))
        .hasMessage("minimumValues must be >= 1, was 0");
    assertThatThrownBy(() -> new PageHinkley.Policy(1, -1, 1, 1))
        .hasMessage("tolerance must be >= 0, was -1.0");
    assertThatThrownBy(() -> new PageHinkley.Policy(1, 0, 0, 1))
        .hasMessage("threshold must be > 0, was 0.0");
    assertThatThrownBy(() -> new PageHinkley.Policy(1, 0, 1, 0))
        .hasMessage("fading must be > 0 and <= 1, was 0.0");
  }

  @Test
  void adwinDropsWhatWasBeforeTheChangeAndStaysSmall() throws Exception {
    Adwin detector = new Adwin();
    for (double error : errors(100_000, 0.2, 90_000, 0.7)) {
      detector.add(error);
    }

    assertThat(detector.width()).isBetween(5_000L, 12_000L);
    assertThat(detector.mean()).isBetween(0.65, 0.75);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    detector.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThan(2_048);
  }

  private static double[] errors(int length, double before, int change, double after) {
    Random random = new Random(SEED);
    double[] errors = new double[length];
    for (int i = 0; i < length; i++) {
      errors[i] = random.nextDouble() < (i < change ? before : after) ? 1 : 0;
    }
    return errors;
  }

  private static List<Integer> detections(Kind kind, double[] errors, int cut) throws IOException {
    DriftDetector detector = kind.begin();
    List<Integer> detections = new ArrayList<>();
    for (int i = 0; i < errors.length; i++) {
      if (i == cut) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.write(new DataOutputStream(bytes));
        detector = kind.read(in(bytes.toByteArray()));
      }
      if (detector.add(errors[i])) {
        detections.add(i);
      }
    }
    return detections;
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
