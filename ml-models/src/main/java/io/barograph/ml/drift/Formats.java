package io.barograph.ml.drift;

import java.io.DataInput;
import java.io.IOException;

/** The versions of what detectors write. */
final class Formats {
  private Formats() {}

  /** Reads the version of what follows, which must be {@code known}. */
  static void check(DataInput in, int known, String what) throws IOException {
    int format = in.readUnsignedByte();
    if (format != known) {
      throw new IOException(
          "%s is of format %d, known is %d: it was written by a later release"
              .formatted(what, format, known));
    }
  }
}
