package io.barograph.cli.watch;

import java.time.Duration;

/** Decides when a silence is told, once, and when its end is. Not thread-safe. */
public final class SilenceWatch {
  private final long longestMillis;
  private long heardAt;
  private boolean isTold;

  /** What is to be told. */
  public enum Change {
    /** Nothing, or nothing new. */
    NONE,
    /** It has been silent for too long. */
    SILENT,
    /** It was silent for too long, and is no more. */
    BACK
  }

  /**
   * A watch that has heard nothing yet.
   *
   * @param longest how long it may be silent, more than nothing
   * @param start from when on it listens, milliseconds
   */
  public SilenceWatch(Duration longest, long start) {
    if (longest.toMillis() < 1) {
      throw new IllegalArgumentException("longest must be > 0, was " + longest);
    }
    this.longestMillis = longest.toMillis();
    this.heardAt = start;
  }

  /**
   * What a look comes to.
   *
   * @param now milliseconds, not before the last look
   * @param isHeard whether something was heard since the last look
   */
  public Change look(long now, boolean isHeard) {
    if (isHeard) {
      Change change = isTold ? Change.BACK : Change.NONE;
      heardAt = now;
      isTold = false;
      return change;
    }
    if (isTold || now - heardAt < longestMillis) {
      return Change.NONE;
    }
    isTold = true;
    return Change.SILENT;
  }

  /** When something was heard last, or when it began to listen. */
  public long heardAt() {
    return heardAt;
  }
}
