package io.barograph.core.measure;

import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What is kept of the records of one key, and the samples that are derived from it.
 *
 * <p>Records come in the order of {@link MeasureKind#time}, ties in the order of {@link
 * MeasureKind#id}, each once; whoever feeds a measure sees to that. A record that came late, behind
 * a tick that was already sampled, comes after newer ones: it counts where its time still lies in a
 * window, and reopens nothing.
 *
 * <p>A measure is bounded in memory by its policy, and equal records give equal samples and equal
 * bytes. Not thread-safe.
 *
 * @param <R> the records
 */
public interface Measure<R> {
  /** Folds a record. */
  void add(R record);

  /**
   * Derives the samples of {@code tick}, in milliseconds since the epoch; ticks only grow, and
   * every record up to the tick was added. All measures that are kept together are sampled at a
   * tick before one is at the next. A measure that is undefined gives no sample, never an infinity
   * and never NaN.
   */
  void sample(long tick, SampleOutput out);

  /**
   * False if {@link #sample} at {@code tick} would derive nothing and alter nothing of what is
   * written: then it may be left out, and what was written before still holds.
   */
  default boolean isDue(long tick) {
    return true;
  }

  /** True if nothing has to be remembered any more: the measure is dropped after this tick. */
  boolean isSpent(long tick);

  /**
   * What belongs to the key and found no place in it since this was asked last, as text for a dead
   * letter; of most measures nothing ever is.
   */
  default List<String> takeRefused() {
    return List.of();
  }

  /** Writes all that is kept, for {@link MeasureKind#read}. */
  void write(DataOutput out) throws IOException;
}
