package io.barograph.core.service;

import io.barograph.core.measure.Counts;
import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How long users waited, and how what they did ended. Not thread-safe. */
final class ExperienceCounts implements Summary<ExperienceCounts> {
  private ApdexCounts waits = new ApdexCounts();
  private long ended;
  private long failed;

  void add(UserEvent event, double apdexSeconds) {
    boolean isFailed = event.outcome() == UserEvent.Outcome.FAILED;
    if (event.waitedSeconds() >= 0) {
      waits.add(event.waitedSeconds(), isFailed, apdexSeconds);
    }
    if (event.outcome() != UserEvent.Outcome.UNKNOWN) {
      ended++;
      failed += isFailed ? 1 : 0;
    }
  }

  /** NaN of fewer waits than {@code least}. */
  double apdex(int least) {
    return waits.all() < least ? Double.NaN : waits.index();
  }

  /** The share that did not fail; NaN of fewer outcomes than {@code least}. */
  double success(int least) {
    return ended < least ? Double.NaN : (double) (ended - failed) / ended;
  }

  @Override
  public void merge(ExperienceCounts later) {
    waits.merge(later.waits);
    ended += later.ended;
    failed += later.failed;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    waits.write(out);
    Counts.write(out, ended);
    Counts.write(out, failed);
  }

  static ExperienceCounts read(DataInput in) throws IOException {
    ExperienceCounts counts = new ExperienceCounts();
    counts.waits = ApdexCounts.read(in);
    counts.ended = Counts.read(in);
    counts.failed = Counts.read(in);
    return counts;
  }
}
