package io.barograph.formats.file;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one file of samples from its beginning to its end.
 *
 * <p>What cannot be taken is refused, line by line, and never ends the reading. Not thread-safe,
 * and good for one file.
 */
public interface SampleFileReader {
  /**
   * Reads {@code in} and hands over all that it holds.
   *
   * @return how many places, as {@link SampleFileRecords#refused} names them, it has: lines, or
   *     messages
   * @throws IOException if {@code in} cannot be read
   */
  long read(InputStream in, SampleFileRecords out) throws IOException;
}
