package io.barograph.jobs.rules;

import java.util.Arrays;

/** How far all senders of marks are with each input. Not thread-safe. */
final class MarkedClocks {
  private final InputTime[][] bySender;
  private final InputClocks clocks;

  /**
   * No mark yet.
   *
   * @param source says which inputs there are
   * @param senders how many subtasks send marks
   */
  MarkedClocks(RuleSet.Source source, int senders) {
    this.clocks = new InputClocks(source);
    this.bySender = new InputTime[clocks.size()][senders];
    for (InputTime[] times : bySender) {
      Arrays.fill(times, InputTime.UNKNOWN);
    }
  }

  /** Takes a mark; returns true if the input is further than before, for everybody. */
  boolean take(StageMark mark) {
    InputTime[] times = bySender[mark.input()];
    times[mark.sender()] = mark.time();
    InputTime slowest = Arrays.stream(times).reduce(InputTime::slower).orElseThrow();
    boolean further = slowest.watermark() > clocks.time(mark.input()).watermark();
    clocks.set(mark.input(), slowest);
    return further;
  }

  /** How far the slowest sender is. */
  InputClocks slowest() {
    return clocks;
  }
}
