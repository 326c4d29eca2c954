package io.barograph.ml.detect;

import java.util.List;

/**
 * How well alarms meet labelled windows, by events: detections of at most {@value #MERGE} records
 * apart are one alarm; an alarm is right if it touches a window or the {@value #SLACK} records
 * behind it, and a window is found if a detection lies there.
 */
final class EventScore {
  private static final int MERGE = 10;
  private static final int SLACK = 3;
  private static final double DAY = 86_400_000;

  private int windows;
  private int found;
  private int alarms;
  private int right;
  private double days;

  /** A labelled stretch of time, milliseconds, both ends inclusive. */
  record Window(long start, long end) {}

  /**
   * Adds a series.
   *
   * @param times ascending
   * @param detected the same records
   */
  void add(long[] times, boolean[] detected, List<Window> labelled) {
    boolean[] covered = new boolean[times.length];
    for (Window window : labelled) {
      int first = firstFrom(times, window.start());
      int last = firstFrom(times, window.end() + 1) - 1;
      if (last >= first) {
        windows++;
        boolean isFound = false;
        for (int i = first; i <= Math.min(times.length - 1, last + SLACK); i++) {
          covered[i] = true;
          isFound |= detected[i];
        }
        found += isFound ? 1 : 0;
      }
    }
    countAlarms(detected, covered);
    days += (times[times.length - 1] - times[0]) / DAY;
  }

  private void countAlarms(boolean[] detected, boolean[] covered) {
    int i = 0;
    while (i < detected.length) {
      if (!detected[i]) {
        i++;
        continue;
      }
      boolean isRight = false;
      int last = i;
      for (int next = i; next < detected.length && next - last <= MERGE; next++) {
        last = detected[next] ? next : last;
      }
      for (int record = i; record <= last; record++) {
        isRight |= covered[record];
      }
      alarms++;
      right += isRight ? 1 : 0;
      i = last + 1;
    }
  }

  private static int firstFrom(long[] times, long time) {
    int at = 0;
    while (at < times.length && times[at] < time) {
      at++;
    }
    return at;
  }

  double precision() {
    return alarms == 0 ? 1 : (double) right / alarms;
  }

  double recall() {
    return (double) found / windows;
  }

  double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  double falseAlarmsPerDay() {
    return (alarms - right) / days;
  }
}
