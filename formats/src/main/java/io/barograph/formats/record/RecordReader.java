package io.barograph.formats.record;

import io.barograph.formats.decode.MalformedRecordException;
import java.io.Serializable;

/**
 * Makes a record of its fields.
 *
 * @param <R> the record
 */
@FunctionalInterface
public interface RecordReader<R> extends Serializable {
  /** The record. */
  R read(RecordFields fields) throws MalformedRecordException;

  /** The most bytes that a record may have. */
  default int maxBytes() {
    return 64 << 10;
  }
}
