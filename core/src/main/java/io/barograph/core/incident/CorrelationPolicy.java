package io.barograph.core.incident;

import java.io.Serializable;
import java.time.Duration;

/**
 * How alerts are put together. The probabilities are those of the hypotheses that {@link
 * CauseSearch} weighs; they are no thresholds, but what they come to is compared with one.
 *
 * @param window how long after the service that it depends on a service alerts, at most; an
 *     incident that is silent for longer takes no more members
 * @param maxHops how many calls a failure is followed
 * @param spread the probability that the caller of a failing service alerts, in (0, 1)
 * @param hostSpread the probability that a service alerts whose host fails, in (0, 1)
 * @param again the probability that an alerting service has a further alert, in (0, 1)
 * @param silentRoot the probability that what failed raises no alert of its own, in (0, 1)
 * @param prior the probability of an incident in a window at a given place, in (0, 1)
 * @param evidence how much likelier an incident must be than chance before it is opened, as odds,
 *     at least 1
 * @param joinScore how probable it must be that an alert came of a cause before it joins, in (0, 1)
 * @param stormAlerts so many alerts within {@code stormWindow} at least are a storm, at least 1
 * @param stormFactor and so many times the usual rate, at least 1
 * @param stormCauses if they need so many causes at least, at least 1
 * @param stormWindow over which the rate is taken
 * @param flapTransitions so many beginnings and ends within {@code flapWindow} are flapping
 * @param flapWindow for so long a toggling alert is looked at; without a toggle for so long it has
 *     stopped
 * @param changeWindow so long before its first alert a change may be the cause
 * @param harmfulChange the probability that a change does harm, in (0, 1): the change failure rate
 *     of the "Accelerate State of DevOps" reports, where 15 % is common
 * @param beatsMissing a service is missing after more than so many intervals, at least 1
 * @param maxHeld so many alerts of an incident are held, so that they can leave it again; further
 *     ones are counted, at least 2
 * @param maxToggling of so many alerts, by fingerprint, it is remembered how they toggled; of more
 *     than that, those that toggled last, at least 1
 * @param likeness how alerts that no graph knows are put together
 * @param floods what is too much for a receiver
 */
public record CorrelationPolicy(
    Duration window,
    int maxHops,
    double spread,
    double hostSpread,
    double again,
    double silentRoot,
    double prior,
    double evidence,
    double joinScore,
    int stormAlerts,
    double stormFactor,
    int stormCauses,
    Duration stormWindow,
    int flapTransitions,
    Duration flapWindow,
    Duration changeWindow,
    double harmfulChange,
    int beatsMissing,
    int maxHeld,
    int maxToggling,
    LikenessPolicy likeness,
    FloodPolicy floods)
    implements Serializable {
  /** What ships. */
  public static final CorrelationPolicy DEFAULT =
      new CorrelationPolicy(
          Duration.ofSeconds(60),
          4,
          0.6,
          0.9,
          0.5,
          0.03,
          0.006,
          50,
          0.5,
          10,
          8,
          4,
          Duration.ofSeconds(30),
          8,
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          0.15,
          3,
          10_000,
          50_000,
          LikenessPolicy.DEFAULT,
          FloodPolicy.DEFAULT);

  public CorrelationPolicy {
    positive("window", window);
    positive("stormWindow", stormWindow);
    positive("flapWindow", flapWindow);
    positive("changeWindow", changeWindow);
    probability("spread", spread);
    probability("hostSpread", hostSpread);
    probability("again", again);
    probability("silentRoot", silentRoot);
    probability("prior", prior);
    probability("joinScore", joinScore);
    probability("harmfulChange", harmfulChange);
    atLeast("maxHops", maxHops, 1);
    atLeast("evidence", evidence, 1);
    atLeast("stormAlerts", stormAlerts, 1);
    atLeast("stormFactor", stormFactor, 1);
    atLeast("stormCauses", stormCauses, 1);
    atLeast("flapTransitions", flapTransitions, 2);
    atLeast("beatsMissing", beatsMissing, 1);
    atLeast("maxHeld", maxHeld, 2);
    atLeast("maxToggling", maxToggling, 1);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("%s must be > 0, was %s".formatted(name, value));
    }
  }

  private static void probability(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException("%s must be in (0, 1), was %s".formatted(name, value));
    }
  }

  private static void atLeast(String name, double value, double least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException("%s must be >= %s, was %s".formatted(name, least, value));
    }
  }
}
