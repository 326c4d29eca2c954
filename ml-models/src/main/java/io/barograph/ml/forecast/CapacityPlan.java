package io.barograph.ml.forecast;

import java.util.Arrays;

/**
 * Whether what there is of a resource will do.
 *
 * @param currentUsage the usage of the newest day by the trend, in units of the limit
 * @param predictedUsage the usage at the end of the period
 * @param lower the lower end of the interval in which 95 of 100 days were about the trend
 * @param upper its upper end
 * @param daysUntilLimit when the trend reaches the limit; 0 if it has, infinite if it never does
 * @param recommendation what to do
 * @param forecastDays the length of the period
 * @param confidence the share of such plans, made of the days before, that were right: of each day
 *     of the newer half of the history, whether it lay in the interval forecast {@value #CHECKED}
 *     days before; NaN where the history is too short to tell
 */
public record CapacityPlan(
    double currentUsage,
    double predictedUsage,
    double lower,
    double upper,
    double daysUntilLimit,
    Recommendation recommendation,
    int forecastDays,
    double confidence) {
  /** A plan is made of at least so many days. */
  public static final int FEWEST_DAYS = 14;

  private static final int CHECKED = 7;
  private static final int SOON = 30;
  private static final double ROUNDING = 1e-9;

  /** What to do about a resource. */
  public enum Recommendation {
    /** The limit is not reached in the period. */
    ENOUGH,
    /** The limit is reached in the period. */
    PLAN,
    /** The limit is reached within 30 days. */
    ADD,
    /** The limit is reached. */
    FULL
  }

  /**
   * The plan of a resource.
   *
   * @param daily its usage, a value a day, finite, the newest last; at least {@value #FEWEST_DAYS}
   * @param limit what usage should not reach
   * @param forecastDays so far ahead, at least 1
   */
  public static CapacityPlan of(double[] daily, double limit, int forecastDays) {
    if (daily.length < FEWEST_DAYS) {
      throw new IllegalArgumentException(
          "a plan needs >= %d days, had %d".formatted(FEWEST_DAYS, daily.length));
    }
    RobustTrend trend = RobustTrend.of(daily);
    double predicted = trend.expected(forecastDays);
    double days = trend.stepsUntil(limit, true);
    return new CapacityPlan(
        trend.last(),
        predicted,
        predicted - trend.reach(),
        predicted + trend.reach(),
        days,
        recommendation(days, forecastDays),
        forecastDays,
        confidence(daily));
  }

  private static Recommendation recommendation(double days, int forecastDays) {
    if (days == 0) {
      return Recommendation.FULL;
    } else if (days <= SOON) {
      return Recommendation.ADD;
    }
    return days <= forecastDays ? Recommendation.PLAN : Recommendation.ENOUGH;
  }

  private static double confidence(double[] daily) {
    int right = 0;
    int all = 0;
    for (int day = Math.max(FEWEST_DAYS, daily.length / 2); day + CHECKED <= daily.length; day++) {
      RobustTrend before = RobustTrend.of(Arrays.copyOf(daily, day));
      double off = Math.abs(daily[day + CHECKED - 1] - before.expected(CHECKED));
      right += off <= before.reach() + ROUNDING * Math.abs(before.last()) ? 1 : 0;
      all++;
    }
    return all == 0 ? Double.NaN : (double) right / all;
  }
}
