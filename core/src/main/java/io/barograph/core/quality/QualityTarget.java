package io.barograph.core.quality;

import java.util.OptionalDouble;

/** What alerts are to come up to. */
public enum QualityTarget {
  /** Right alerts over right and false alerts and missed faults. */
  ACCURACY(Bound.ABOVE, 0.95),
  /** False alerts over those that are judged. */
  FALSE_ALERTS(Bound.BELOW, 0.03),
  /** Seconds from the firing of an alert to its acknowledgement, the median. */
  RESPONSE(Bound.BELOW, 20 * 60),
  /** The part of the time in which what is watched was there. */
  AVAILABILITY(Bound.ABOVE, 0.995),
  /** Of the alerts that something was done about, the part that nobody had to touch. */
  AUTOMATION(Bound.ABOVE, 0.7),
  /** What people give alerts, 1 to 10; without that, what users are taken to feel. */
  SATISFACTION(Bound.ABOVE, 8.5);

  private static final double WORST = 1;
  private static final double BEST = 10;

  private enum Bound {
    ABOVE,
    BELOW
  }

  /** Whether a figure comes up to its target. */
  public enum Verdict {
    MET,
    MISSED,
    /** There is no data for the figure. */
    NO_DATA
  }

  private final Bound bound;
  private final double limit;

  QualityTarget(Bound bound, double limit) {
    this.bound = bound;
    this.limit = limit;
  }

  /** What the figure must be above or below of: a share, seconds, or 1 to 10. */
  public double limit() {
    return limit;
  }

  /** True if the figure must be above the limit, false if below. */
  public boolean isAbove() {
    return bound == Bound.ABOVE;
  }

  /**
   * The figure that is held against it.
   *
   * @param services what alerts say nothing of; without ratings satisfaction is their experience, 1
   *     to 10
   */
  public OptionalDouble figure(QualityFigures figures, ServiceFigures services) {
    return switch (this) {
      case ACCURACY -> figures.accuracy();
      case FALSE_ALERTS -> figures.falseShare();
      case RESPONSE ->
          figures.timeToAcknowledge().isKnown()
              ? OptionalDouble.of(figures.timeToAcknowledge().medianSeconds())
              : OptionalDouble.empty();
      case AVAILABILITY -> services.availability();
      case AUTOMATION -> figures.automation();
      case SATISFACTION -> figures.rating().isPresent() ? figures.rating() : asRating(services);
    };
  }

  private static OptionalDouble asRating(ServiceFigures services) {
    return services.experience().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(WORST + (BEST - WORST) * services.experience().getAsDouble());
  }

  /** Whether a figure comes up to it; one that equals the limit does not. */
  public Verdict judge(OptionalDouble figure) {
    if (figure.isEmpty()) {
      return Verdict.NO_DATA;
    }
    double value = figure.getAsDouble();
    boolean isMet = isAbove() ? value > limit : value < limit;
    return isMet ? Verdict.MET : Verdict.MISSED;
  }
}
