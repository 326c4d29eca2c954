package io.barograph.core.quality;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How good what the alerts are about was itself, which alerts do not say.
 *
 * @param availability the share of what was asked for that went well, 0 to 1; empty if unknown
 * @param experience what users are taken to feel, 0 to 1; empty if unknown
 */
public record ServiceFigures(OptionalDouble availability, OptionalDouble experience) {
  /** Of nothing. */
  public static final ServiceFigures UNKNOWN =
      new ServiceFigures(OptionalDouble.empty(), OptionalDouble.empty());

  public ServiceFigures {
    Objects.requireNonNull(availability, "availability");
    Objects.requireNonNull(experience, "experience");
  }
}
