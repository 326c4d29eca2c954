package io.barograph.core.detect;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Units whose failures are predicted, compared with one another as a fleet.
 *
 * @param name what samples of the prediction say of where they come from, label {@code prediction}
 * @param series the sensors of the units
 * @param by the labels that name a unit, at least one
 * @param failures series that are above 0 when a unit fails; of none, predictions are not compared
 *     with what happened
 * @param span how far ahead
 * @param model what predicts beside the rule
 */
public record FailureWatch(
    String name,
    SeriesSelectors series,
    List<String> by,
    SeriesSelectors failures,
    Span span,
    Model model)
    implements Serializable {
  /** Labels that what is derived has beside those of the unit. */
  private static final List<String> TAKEN = List.of("prediction", "reason", "version");

  /**
   * Times of a prediction.
   *
   * @param step a row is made of the means of such a span, at least 1 s
   * @param horizon the probability is that of a failure within it, {@value #FEWEST_STEPS} to
   *     {@value #MOST_STEPS} steps
   * @param lead a warning that comes later than this before a failure is too late, below the
   *     horizon
   */
  public record Span(Duration step, Duration horizon, Duration lead) implements Serializable {
    /** The fewest steps of a horizon. */
    public static final int FEWEST_STEPS = 10;

    /** The most steps of a horizon. */
    public static final int MOST_STEPS = 500;

    /** How many steps a horizon has where no step is given. */
    public static final int STEPS = 50;

    /** A lead is such a part of the horizon where none is given. */
    public static final int LEAD_PART = 5;

    /** Fifty hours ahead, in steps of one, warned of at least ten before. */
    public static final Span DEFAULT =
        new Span(Duration.ofHours(1), Duration.ofHours(50), Duration.ofHours(10));

    public Span {
      if (step.compareTo(Duration.ofSeconds(1)) < 0 || step.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "step must be 1s to 1d, was %d ms".formatted(step.toMillis()));
      }
      long steps = horizon.toMillis() / step.toMillis();
      if (steps < FEWEST_STEPS || steps > MOST_STEPS) {
        throw new IllegalArgumentException(
            "horizon must be %d to %d times the step of %d s, was %d s"
                .formatted(FEWEST_STEPS, MOST_STEPS, step.toSeconds(), horizon.toSeconds()));
      }
      if (lead.isNegative() || lead.compareTo(horizon) >= 0) {
        throw new IllegalArgumentException(
            "lead must be 0s or more and below the horizon of %d s, was %d s"
                .formatted(horizon.toSeconds(), lead.toSeconds()));
      }
    }
  }

  /**
   * Trained models.
   *
   * @param name of which the promoted version predicts; empty if the rule does
   * @param shadow the version that is tried beside it; 0 if none is
   */
  public record Model(String name, int shadow) implements Serializable {
    /** None: the rule predicts. */
    public static final Model NONE = new Model("", 0);

    public Model {
      Objects.requireNonNull(name);
      if (shadow < 0) {
        throw new IllegalArgumentException("shadow must be a version, 1 or more, was " + shadow);
      }
      if (shadow > 0 && name.isEmpty()) {
        throw new IllegalArgumentException(
            "shadow is a version of a model, and none is named: set model");
      }
    }

    /** False if only the rule predicts. */
    public boolean isNamed() {
      return !name.isEmpty();
    }
  }

  public FailureWatch {
    by = ByLabels.of(by, "a unit", "sensors", TAKEN);
  }

  /** True if a version of its model is promoted. */
  public boolean takes(ModelPromotion promotion) {
    return model.name().equals(promotion.model());
  }

  /** True if predictions are compared with what happened. */
  public boolean isJudged() {
    return !failures.selectors().isEmpty();
  }
}
