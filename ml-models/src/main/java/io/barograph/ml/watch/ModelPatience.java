package io.barograph.ml.watch;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a model of a heavy detector may take for one value. One that takes longer for {@value
 * #ANSWERS} values in a row, as no collection of garbage makes it do, rests for {@value
 * #REST_MINUTES} minutes and is tried again with one value.
 *
 * <p>This alone rests on how fast the machine is, so that two runs on the same data can differ; a
 * limit far above what a model takes keeps it from happening on a machine that is well.
 *
 * @param most at least a millisecond
 */
public record ModelPatience(Duration most) implements Serializable {
  /** Some three hundred times what a random cut forest takes. */
  public static final ModelPatience DEFAULT = new ModelPatience(Duration.ofMillis(100));

  static final int ANSWERS = 3;
  private static final int REST_MINUTES = 10;
  static final Duration REST = Duration.ofMinutes(REST_MINUTES);

  public ModelPatience {
    if (most.toMillis() < 1) {
      throw new IllegalArgumentException("most must be >= 1 ms, was %s".formatted(most));
    }
  }
}
