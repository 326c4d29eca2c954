package io.barograph.core.detect;

import java.io.Serializable;
import java.time.Duration;

/**
 * Series that are forecast.
 *
 * @param name what samples of the forecast say of where they come from, label {@code forecast}
 * @param series which
 * @param step the forecast is made from the means of such spans, of which an hour is a multiple, at
 *     least 1 min
 * @param horizon so far ahead; a multiple of the step, at most {@value #MOST_STEPS} of it
 * @param limit what the series should not reach, where it is asked when it will; null if it is not
 */
public record ForecastWatch(
    String name, SeriesSelectors series, Duration step, Duration horizon, Limit limit)
    implements Serializable {
  /** The most steps of a horizon. */
  public static final int MOST_STEPS = 336;

  /** The step where none is given. */
  public static final Duration DEFAULT_STEP = Duration.ofMinutes(5);

  /** The horizon where none is given. */
  public static final Duration DEFAULT_HORIZON = Duration.ofHours(4);

  /**
   * A value that should not be reached.
   *
   * @param isAbove true if what is above it is beyond it; false if what is below it is
   */
  public record Limit(double value, boolean isAbove) implements Serializable {}

  public ForecastWatch {
    long millis = step.toMillis();
    if (millis < Duration.ofMinutes(1).toMillis() || Duration.ofHours(1).toMillis() % millis != 0) {
      throw new IllegalArgumentException(
          "step must be 1m to 1h and a part of an hour, was %d s".formatted(step.toSeconds()));
    }
    long steps = horizon.toMillis() / millis;
    if (horizon.toMillis() % millis != 0 || steps < 1 || steps > MOST_STEPS) {
      throw new IllegalArgumentException(
          "horizon must be 1 to %d times the step of %d min, was %d min"
              .formatted(MOST_STEPS, step.toMinutes(), horizon.toMinutes()));
    }
  }

  /** How many steps it reaches. */
  public int steps() {
    return (int) (horizon.toMillis() / step.toMillis());
  }
}
