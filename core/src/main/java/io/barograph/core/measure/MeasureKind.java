package io.barograph.core.measure;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A kind of measure: which records belong together, and how what is kept of them begins.
 *
 * @param <R> the records
 */
public interface MeasureKind<R> extends Serializable {
  /** The kind's name, a part of operator ids: never changed. */
  String name();

  /** What belongs together; keys that differ never meet. */
  String key(R record);

  /** The record's time in milliseconds since the epoch. */
  long time(R record);

  /** Tells records of one key and time apart: two of the same id are one record, told twice. */
  String id(R record);

  /**
   * The kind as one operator has it, where measures of keys that are sampled together know of each
   * other; itself where they do not.
   */
  default MeasureKind<R> forOperator() {
    return this;
  }

  /**
   * Frees what operators of this process share outside of the heap, when the job has ended here.
   */
  default void release() {}

  /** What is kept of a key that was never seen, begun with its first record, which is not added. */
  Measure<R> begin(R first);

  /** What was kept of a key, as {@link Measure#write} wrote it. */
  Measure<R> read(DataInput in) throws IOException;
}
