package io.barograph.ml.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A bank of seasonal autoregressions, of which those that would have forecast the newest part of
 * the history best forecast what follows: the mean of the best {@value #CHOSEN}.
 *
 * <p>Each member is fitted to the history before each of {@value #ORIGINS} origins and forecasts as
 * far as is asked; the absolute errors rank them. The errors of the mean of those chosen, at these
 * origins, give the interval: for each step the 95th percentile of those of the steps around it,
 * wider by {@value #WIDER} because members were chosen by these errors. Nothing is taken from after
 * the history.
 */
final class AutoregressionBank {
  private static final int CHOSEN = 10;
  private static final int ORIGINS = 14;
  private static final double WIDER = 1.33;
  private static final double COVERAGE = 0.95;

  /** Errors of so many steps to each side are taken together. */
  private static final int AROUND = 3;

  private static final double[] SHRINKAGES = {1e-5, 1e-4, 1e-3};

  /** Members are fitted to at least so many rows at the first origin. */
  private static final int LEAST_ROWS = 48;

  private final double[] history;
  private final int horizon;
  private final int[] origins;
  private final List<Member> members = new ArrayList<>();

  /** What a member says at each origin, and last of what follows. */
  private static final class Member {
    final double[][] forecasts;
    final double error;

    Member(double[][] forecasts, double error) {
      this.forecasts = forecasts;
      this.error = error;
    }
  }

  private AutoregressionBank(double[] history, Season season, int horizon) {
    this.history = history;
    this.horizon = horizon;
    this.origins = new int[ORIGINS];
    int step = stepOf(horizon);
    for (int i = 0; i < ORIGINS; i++) {
      origins[i] = history.length - horizon - (ORIGINS - 1 - i) * step;
    }
    boolean isPositive = Arrays.stream(history).allMatch(value -> value > 0);
    for (int[] lags : season.lagSets(origins[0] - LEAST_ROWS)) {
      addMembers(lags, false);
      if (isPositive) {
        addMembers(lags, true);
      }
    }
  }

  private static int stepOf(int horizon) {
    return Math.max(1, horizon / 4);
  }

  /** How long a history must be. */
  static int leastHistory(Season season, int horizon) {
    return 2 * season.day() + LEAST_ROWS + horizon + (ORIGINS - 1) * stepOf(horizon);
  }

  /** What follows a history of at least {@link #leastHistory} finite values. */
  static Forecast forecast(double[] history, Season season, int horizon) {
    return new AutoregressionBank(history, season, horizon).forecast();
  }

  private void addMembers(int[] lags, boolean isLogarithmic) {
    Autoregression model = new Autoregression(history, Scale.of(history, isLogarithmic), lags);
    double[][][] forecasts = new double[SHRINKAGES.length][ORIGINS + 1][];
    for (int i = 0; i <= ORIGINS; i++) {
      model.fit(i < ORIGINS ? origins[i] : history.length);
      for (int k = 0; k < SHRINKAGES.length; k++) {
        forecasts[k][i] = model.forecast(SHRINKAGES[k], horizon);
      }
    }
    for (double[][] of : forecasts) {
      members.add(new Member(of, error(of)));
    }
  }

  private double error(double[][] forecasts) {
    double sum = 0;
    for (int i = 0; i < ORIGINS; i++) {
      for (int step = 0; step < horizon; step++) {
        sum += Math.abs(history[origins[i] + step] - forecasts[i][step]);
      }
    }
    return sum;
  }

  private Forecast forecast() {
    List<Member> best =
        members.stream()
            .sorted(Comparator.comparingDouble((Member member) -> member.error))
            .limit(CHOSEN)
            .toList();
    double[] values = mean(best, ORIGINS);
    double[][] errors = new double[ORIGINS][];
    for (int i = 0; i < ORIGINS; i++) {
      errors[i] = mean(best, i);
      for (int step = 0; step < horizon; step++) {
        errors[i][step] = Math.abs(history[origins[i] + step] - errors[i][step]);
      }
    }
    double[] lower = new double[horizon];
    double[] upper = new double[horizon];
    for (int step = 0; step < horizon; step++) {
      double reach = WIDER * Intervals.reach(errors, step, AROUND, COVERAGE);
      lower[step] = values[step] - reach;
      upper[step] = values[step] + reach;
    }
    return new Forecast(Forecast.Method.AUTOREGRESSION, values, lower, upper);
  }

  private double[] mean(List<Member> best, int origin) {
    double[] mean = new double[horizon];
    for (Member member : best) {
      for (int step = 0; step < horizon; step++) {
        mean[step] += member.forecasts[origin][step] / best.size();
      }
    }
    return mean;
  }
}
