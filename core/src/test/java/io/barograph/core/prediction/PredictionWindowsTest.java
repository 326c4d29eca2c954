package io.barograph.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.prediction.CalibrationBins.Bin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PredictionWindowsTest {
  private static final Verdict RIGHT = new Verdict(true, 0.25, 0.5, 0.75);
  private static final Verdict WRONG = new Verdict(false, 1.25, 1.5, 0.75);

  @Test
  void theWindowByCountHoldsTheLastLabels() throws Exception {
    LabelWindow window = new LabelWindow(3);
    assertThat(window.figures().accuracy()).isNaN();
    assertThat(window.delayQuantile(0.5)).isNaN();
    window.add(WRONG, 9_000);
    window.add(RIGHT, 1_000);
    window.add(RIGHT, 3_000);
    assertThat(window.isFull()).isTrue();
    assertThat(window.figures().accuracy()).isCloseTo(2.0 / 3, within(1e-15));
    window.add(RIGHT, 2_400);

    assertThat(window.figures()).isEqualTo(new LabelFigures(3, 1, 0.25, 0.5));
    assertThat(window.delayQuantile(0.5)).isEqualTo(2);
    assertThat(window.delayQuantile(0.95)).isEqualTo(3);
    byte[] bytes = bytes(window);
    assertThat(bytes).hasSize(4 + 3 * 24);
    LabelWindow read = LabelWindow.read(in(bytes));
    assertThat(bytes(read)).isEqualTo(bytes);
    read.add(WRONG, 0);
    assertThat(read.figures().accuracy()).isCloseTo(2.0 / 3, within(1e-15));
    assertThatThrownBy(() -> new LabelWindow(1_025))
        .hasMessage("capacity must be from 1 to 1024, was 1025");
  }

  @Test
  void aLateLabelCountsAtTheTimeOfItsPrediction() throws Exception {
    PredictionWindow window = new PredictionWindow(48_000);
    window.made(10_000);
    window.made(11_000);
    window.made(50_000);
    window.labelled(10_000, RIGHT);
    window.labelled(50_000, WRONG);

    assertThat(window.madeUpTo(50_000)).isEqualTo(3);
    assertThat(window.figures(50_000)).isEqualTo(new LabelFigures(2, 0.5, 0.75, 1));
    assertThat(window.madeUpTo(58_500)).isEqualTo(2);
    assertThat(window.figures(58_500)).isEqualTo(new LabelFigures(1, 0, 1.25, 1.5));
    assertThat(window.figures(200_000).accuracy()).isNaN();
    window.labelled(2_000, RIGHT);
    assertThat(window.figures(50_000).labelled()).isEqualTo(2);
    byte[] bytes = bytes(window);
    PredictionWindow read = PredictionWindow.read(48_000, in(bytes));
    assertThat(bytes(read)).isEqualTo(bytes);
    assertThat(read.figures(50_000)).isEqualTo(window.figures(50_000));
  }

  @Test
  void aWindowByTimeStaysSmallAndForgetsWhatIsOlder() throws Exception {
    PredictionWindow window = new PredictionWindow(86_400_000);
    for (long time = 0; time < 864_000_000L; time += 60_000) {
      window.made(time);
      window.labelled(time, RIGHT);
    }

    assertThat(bytes(window).length).isLessThanOrEqualTo(2_048);
    assertThat(window.madeUpTo(863_999_999L)).isEqualTo(1_440);
    assertThatThrownBy(() -> new PredictionWindow(47))
        .hasMessage("lengthMillis must be >= 48, was 47");
  }

  @Test
  void calibrationComparesConfidenceWithTruth() {
    CalibrationBins bins = new CalibrationBins();
    assertThat(bins.expectedError()).isNaN();
    bins.add(0.8, true);
    bins.add(0.75, false);
    bins.add(1, true);
    bins.add(0, false);

    assertThat(bins.bins())
        .containsExactly(new Bin(0.1, 1, 0, 0), new Bin(0.8, 2, 0.775, 0.5), new Bin(1, 1, 1, 1));
    assertThat(bins.expectedError()).isCloseTo(2 * 0.275 / 4, within(1e-15));
  }

  private interface Written {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(LabelWindow window) throws IOException {
    return bytes(window::write);
  }

  private static byte[] bytes(PredictionWindow window) throws IOException {
    return bytes(window::write);
  }

  private static byte[] bytes(Written written) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.write(new DataOutputStream(out));
    return out.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
