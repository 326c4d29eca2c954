package io.barograph.cli.anomaly;

import io.barograph.core.detect.SeriesLabel;

/** Where people say what anomalies were. */
public interface LabelDesk {
  /**
   * Says something of a series; returns when it is kept.
   *
   * @param author whose word it is
   * @param comment why; may be empty
   * @throws io.barograph.cli.stack.StackException if a job would refuse it, or it cannot be kept
   */
  void say(SeriesLabel label, String author, String comment) throws InterruptedException;
}
