package io.barograph.ml.failure;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How good predictions of units that failed were.
 *
 * @param failures how many units failed
 * @param f1 of the first warning of each, 0 to 1, as {@link LeadScore}
 * @param precision 0 to 1
 * @param recall 0 to 1
 * @param leadHours how long before the failure half of the right warnings came; NaN without any
 * @param brier the mean square distance of a row's probability from whether the unit failed within
 *     the horizon, 0 to 1 (Brier 1950)
 */
public record PredictionFigures(
    int failures, double f1, double precision, double recall, double leadHours, double brier)
    implements Serializable {
  /**
   * The figures of predictions, a list for each unit, in the order of its rows.
   *
   * @param failures when units failed; predictions of others are left out
   */
  public static PredictionFigures of(
      List<List<FailurePrediction>> units, Map<String, Long> failures, LeadBand band) {
    LeadScore score = new LeadScore(band);
    int failed = 0;
    long rows = 0;
    double squares = 0;
    for (List<FailurePrediction> unit : units) {
      if (unit.isEmpty() || !failures.containsKey(unit.get(0).unit())) {
        continue;
      }
      failed++;
      long failure = failures.get(unit.get(0).unit());
      count(unit, failure, score);
      for (FailurePrediction row : unit) {
        double hours = LeadBand.hours(row.timeMillis(), failure);
        if (hours >= 0) {
          double off = row.probability() - (hours <= band.mostHours() ? 1 : 0);
          squares += off * off;
          rows++;
        }
      }
    }
    return new PredictionFigures(
        failed,
        score.f1(),
        score.precision(),
        score.recall(),
        score.medianLeadHours(),
        rows == 0 ? Double.NaN : squares / rows);
  }

  private static void count(List<FailurePrediction> unit, long failure, LeadScore score) {
    unit.stream()
        .filter(row -> row.reason().alert() && row.timeMillis() <= failure)
        .findFirst()
        .ifPresentOrElse(row -> score.warned(row.timeMillis(), failure), score::missed);
  }
}
