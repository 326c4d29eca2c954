package io.barograph.core.strategy;

import java.io.IOException;

/** The versions of what measures write. */
final class Versions {
  private Versions() {}

  static void require(int known, int read, String what) throws IOException {
    if (read != known) {
      throw new IOException(
          "%s must be of version %d, was %d: it was written by another release"
              .formatted(what, known, read));
    }
  }
}
