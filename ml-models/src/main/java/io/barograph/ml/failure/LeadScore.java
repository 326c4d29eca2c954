package io.barograph.ml.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How good warnings were. Of a unit the first counts: it is right if the failure comes within the
 * band, a false alarm if later, a miss if earlier; no warning is a miss. Not thread-safe.
 *
 * <p>Salfner, Lenk and Malek, A Survey of Online Failure Prediction Methods (2010).
 */
public final class LeadScore {
  private final LeadBand band;
  private final List<Double> leads = new ArrayList<>();
  private int failures;
  private int falseAlarms;

  /** A score of no units. */
  public LeadScore(LeadBand band) {
    this.band = band;
  }

  /** Counts a unit that failed and was warned of. */
  public void warned(long firstMillis, long failureMillis) {
    failures++;
    double hours = LeadBand.hours(firstMillis, failureMillis);
    if (hours > band.mostHours()) {
      falseAlarms++;
    } else if (hours >= band.leastHours()) {
      leads.add(hours);
    }
  }

  /** Counts a unit that failed without a warning. */
  public void missed() {
    failures++;
  }

  /** Counts a warning of a unit that did not fail. */
  public void unfounded() {
    falseAlarms++;
  }

  /** Right warnings among those that are right or false; 0 without any. */
  public double precision() {
    int all = leads.size() + falseAlarms;
    return all == 0 ? 0 : (double) leads.size() / all;
  }

  /** Right warnings among failures; 0 without any. */
  public double recall() {
    return failures == 0 ? 0 : (double) leads.size() / failures;
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  /** How long before the failure half of the right warnings came, in hours; NaN without any. */
  public double medianLeadHours() {
    if (leads.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(leads);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "F1 %.3f, precision %.3f, recall %.3f, median lead %.1f h, %d failures",
        f1(),
        precision(),
        recall(),
        medianLeadHours(),
        failures);
  }
}
