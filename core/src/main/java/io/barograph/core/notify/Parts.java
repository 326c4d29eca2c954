package io.barograph.core.notify;

import java.io.DataOutput;
import java.io.IOException;

/** Where state is kept in parts under names, so that a checkpoint writes only what has changed. */
public interface Parts {
  /** Writes one part. */
  @FunctionalInterface
  interface Writing {
    /** Writes all of it. */
    void to(DataOutput out) throws IOException;
  }

  /** Keeps a part in place of what was kept under its name. */
  void keep(String name, Writing part) throws IOException;

  /** Nothing is kept under a name any more. */
  void forget(String name) throws IOException;
}
