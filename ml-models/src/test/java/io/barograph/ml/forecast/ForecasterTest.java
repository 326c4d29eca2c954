package io.barograph.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForecasterTest {
  private static final int HORIZON = 48;

  @Test
  void theRhythmOfDayAndWeekGoesOn() {
    double[] all = series(24 * 30, ForecasterTest::rhythm);
    double[] history = Arrays.copyOf(all, all.length - HORIZON);

    Forecast forecast = Forecaster.forecast(history, Season.HOURLY, HORIZON);

    assertThat(forecast.method()).isEqualTo(Forecast.Method.AUTOREGRESSION);
    for (int step = 0; step < HORIZON; step++) {
      assertThat(forecast.values()[step]).isCloseTo(all[history.length + step], within(1.0));
      assertThat(forecast.lower()[step]).isLessThanOrEqualTo(forecast.values()[step]);
      assertThat(forecast.upper()[step]).isGreaterThanOrEqualTo(forecast.values()[step]);
    }
  }

  @Test
  void whatComesLaterChangesNothing() {
    double[] all = series(24 * 30, ForecasterTest::rhythm);
    double[] prefix = Arrays.copyOf(all, 24 * 20);
    Forecast before = Forecaster.forecast(prefix, Season.HOURLY, HORIZON);
    Arrays.fill(all, 24 * 20, all.length, 1e6);

    Forecast again = Forecaster.forecast(Arrays.copyOf(all, 24 * 20), Season.HOURLY, HORIZON);

    assertThat(again.values()).containsExactly(before.values());
    assertThat(again.upper()).containsExactly(before.upper());
  }

  @Test
  void aTrendGoesOnWhereADayIsNotYetKnown() {
    Forecast forecast = Forecaster.forecast(series(20, i -> 10 + i), Season.HOURLY, 4);

    assertThat(forecast.method()).isEqualTo(Forecast.Method.HOLT_WINTERS);
    assertThat(forecast.values()[3]).isGreaterThan(29.5);
    assertThat(forecast.upper()[3] - forecast.values()[3])
        .isGreaterThan(forecast.upper()[0] - forecast.values()[0]);
  }

  @Test
  void aFewValuesGiveTheNewest() {
    Forecast forecast = Forecaster.forecast(new double[] {5, 7, 6}, Season.HOURLY, 2);

    assertThat(forecast.method()).isEqualTo(Forecast.Method.LEVEL);
    assertThat(forecast.values()).containsExactly(6, 6);
    assertThat(forecast.lower()).containsExactly(4, 4);
    assertThat(forecast.upper()).containsExactly(8, 8);
  }

  @Test
  void aConstantStaysWhatItIs() {
    for (int length : new int[] {1, 10, 60, 24 * 30}) {
      Forecast forecast = Forecaster.forecast(series(length, i -> 3), Season.HOURLY, HORIZON);
      for (int step = 0; step < HORIZON; step++) {
        assertThat(forecast.values()[step]).as("of %d", length).isCloseTo(3, within(1e-6));
      }
    }
  }

  @Test
  void aForecastNeverExplodes() {
    Random random = new Random(7);
    double[] history = series(24 * 20, i -> Math.exp(0.02 * i) + random.nextDouble());

    Forecast forecast = Forecaster.forecast(history, Season.HOURLY, 24 * 14);

    assertThat(Arrays.stream(forecast.values())).allMatch(Double::isFinite);
  }

  @Test
  void aLimitIsReachedAtTheFirstStepBeyondIt() {
    double[] path = {1, 2, 3, 2};
    Forecast forecast = new Forecast(Forecast.Method.LEVEL, path, path, path);

    assertThat(forecast.firstBeyond(2, true)).hasValue(1);
    assertThat(forecast.firstBeyond(4, true)).isEmpty();
    assertThat(forecast.firstBeyond(1, false)).hasValue(0);
  }

  @Test
  void holtWintersGoesOnAsItWasWritten() throws IOException {
    HoltWinters model = new HoltWinters(24);
    for (int i = 0; i < 100; i++) {
      model.add(rhythm(i));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    HoltWinters read =
        HoltWinters.read(24, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    for (int i = 100; i < 200; i++) {
      assertThat(read.add(rhythm(i))).isEqualTo(model.add(rhythm(i)));
    }
    assertThat(read.expected(30)).isEqualTo(model.expected(30));
  }

  @Test
  void stepsWithoutSamplesAreAsTheDayBefore() {
    EvenSeries even = new EvenSeries(3_600_000, 48);
    for (int hour = 0; hour < 30; hour++) {
      if (hour != 27) {
        assertThat(even.add(hour * 3_600_000L, hour)).isEqualTo(hour > 0);
        even.add(hour * 3_600_000L + 1, hour + 1);
      }
    }

    assertThat(even.values()).hasSize(29);
    assertThat(even.values()[26]).isEqualTo(26.5);
    assertThat(even.values()[27]).as("hour 3").isEqualTo(3.5);
    assertThat(even.end()).isEqualTo(29 * 3_600_000L);
    assertThat(even.add(5, 100)).as("late").isFalse();

    even.add(1_000 * 3_600_000L, 1);
    assertThat(even.values()).hasSize(48);
  }

  private static double[] series(int length, IntToDoubleFunction value) {
    double[] series = new double[length];
    Arrays.setAll(series, value);
    return series;
  }

  private static double rhythm(int hour) {
    boolean isWeekend = hour / 24 % 7 >= 5;
    return 100 + (isWeekend ? 5 : 20) * Math.sin(2 * Math.PI * hour / 24) + hour % 3 * 0.1;
  }
}
