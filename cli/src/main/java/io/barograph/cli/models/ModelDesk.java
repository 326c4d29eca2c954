package io.barograph.cli.models;

import io.barograph.core.detect.ModelPromotion;

/** Where running jobs are told which versions of models predict. */
public interface ModelDesk {
  /**
   * Tells a promotion; returns when it is kept.
   *
   * @param author who decided it
   * @param comment why; may be empty
   * @throws io.barograph.cli.stack.StackException if a job would refuse it, or it cannot be kept
   */
  void tell(ModelPromotion promotion, String author, String comment) throws InterruptedException;
}
