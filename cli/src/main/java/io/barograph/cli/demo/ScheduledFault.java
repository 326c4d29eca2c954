package io.barograph.cli.demo;

import java.time.Duration;

/**
 * A fault with its time.
 *
 * @param fault what goes wrong
 * @param begins when, counted from the demonstration's beginning
 * @param lasts for how long
 */
public record ScheduledFault(Fault fault, Duration begins, Duration lasts) {
  /** When it is over, counted from the demonstration's beginning. */
  public Duration ends() {
    return begins.plus(lasts);
  }

  /** True from its first instant to before its end. */
  public boolean isActive(Duration elapsed) {
    return elapsed.compareTo(begins) >= 0 && elapsed.compareTo(ends()) < 0;
  }
}
