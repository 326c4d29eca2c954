package io.barograph.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forecasts of real hourly series against what came, by the measures of the M4 competition. */
class ForecastConformanceTest {
  private static final int DAY = 24;

  /* Of Naive2, the competition's benchmark, on these series. */
  private static final double NAIVE2_SMAPE = 18.224;
  private static final double NAIVE2_MASE = 2.432;

  @Test
  void forecastsOfTwoDaysAreAsGoodAsTheBestOfTheCompetition() throws IOException {
    Map<String, double[]> test = HourlySeries.test();
    double smape = 0;
    double mase = 0;
    int inside = 0;
    int all = 0;
    for (Map.Entry<String, double[]> one : HourlySeries.train().entrySet()) {
      double[] history = one.getValue();
      double[] actual = test.get(one.getKey());
      Forecast forecast = Forecaster.forecast(history, Season.HOURLY, actual.length);
      double error = 0;
      for (int step = 0; step < actual.length; step++) {
        double said = forecast.values()[step];
        double off = Math.abs(actual[step] - said);
        error += off / actual.length;
        smape += 200 * off / (Math.abs(actual[step]) + Math.abs(said)) / actual.length;
        inside +=
            actual[step] >= forecast.lower()[step] && actual[step] <= forecast.upper()[step]
                ? 1
                : 0;
        all++;
      }
      mase += error / naiveError(history);
    }
    int series = test.size();
    double owa = (smape / series / NAIVE2_SMAPE + mase / series / NAIVE2_MASE) / 2;
    double coverage = (double) inside / all;
    System.out.printf(
        "forecasts: %d series, sMAPE %.3f, MASE %.3f, OWA %.4f, coverage %.4f%n",
        series, smape / series, mase / series, owa, coverage);

    assertThat(owa).isLessThan(0.41);
    assertThat(coverage).isBetween(0.93, 0.97);
  }

  private static double naiveError(double[] history) {
    double sum = 0;
    for (int i = DAY; i < history.length; i++) {
      sum += Math.abs(history[i] - history[i - DAY]);
    }
    return sum / (history.length - DAY);
  }
}
