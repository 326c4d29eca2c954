package io.barograph.core.quality;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How good the alerts of a period were. Shares are from 0 to 1; what nothing is known of is empty.
 *
 * @param alerts how many fired
 * @param duplicates how often further rules began to fire with the labels of one that fired
 * @param reduction 1 − incidents over alerts, of the alerts that were put into incidents
 * @param flappingShare the part of the alerts that was flapping
 * @param timeToDetect from the beginning of a fault to the first alert that told of it, 0 if one
 *     fired already
 * @param timeToAcknowledge from the firing of an alert to its first acknowledgement
 * @param timeToResolve from the firing of an alert to its end
 * @param faults how many faults are known
 * @param missed those that no alert told of
 * @param judged how many alerts are known to be right or false
 * @param falsely how many of those were false
 * @param accuracy right alerts over right and false alerts and missed faults
 * @param falseShare false alerts over those that are judged
 * @param automation of the alerts that something was done about, the part that nobody had to touch
 * @param rating the mean of what users gave, 1 to 10
 * @param offenders the alerts that fired most often, the most often first
 */
public record QualityFigures(
    int alerts,
    long duplicates,
    OptionalDouble reduction,
    OptionalDouble flappingShare,
    Delays timeToDetect,
    Delays timeToAcknowledge,
    Delays timeToResolve,
    int faults,
    List<Fault> missed,
    int judged,
    int falsely,
    OptionalDouble accuracy,
    OptionalDouble falseShare,
    OptionalDouble automation,
    OptionalDouble rating,
    List<Offender> offenders) {
  public QualityFigures {
    missed = List.copyOf(missed);
    offenders = List.copyOf(offenders);
  }

  /**
   * An alert that fired again and again.
   *
   * @param alert as Prometheus writes a series: {@code Name{label="value"}}
   * @param rule the rule that it comes from
   * @param episodes how often it fired
   */
  public record Offender(String alert, String rule, int episodes) {}
}
