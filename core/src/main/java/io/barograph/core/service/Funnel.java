package io.barograph.core.service;

import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How many users came to each step of a way. Not thread-safe. */
final class Funnel {
  private static final int BUCKETS = 8;

  /** Step n lies at n - 1. */
  private final List<BucketWindow<UserSet>> steps = new ArrayList<>();

  /** The furthest step that anybody ever came to: a step that nobody reaches any more is a drop. */
  private int last;

  Funnel(long spanMillis) {
    for (int step = 0; step < UserEvent.MAX_STEPS; step++) {
      steps.add(BucketWindow.spanning(spanMillis, BUCKETS, () -> new UserSet(UserSet.COARSE)));
    }
  }

  void add(int step, long time, long user) {
    UserSet bucket = steps.get(step - 1).at(time);
    if (bucket != null) {
      bucket.add(user);
      last = Math.max(last, step);
    }
  }

  /** Users on each step in the window up to {@code tick}, from the first to the last. */
  double[] users(long tick) {
    double[] users = new double[last];
    for (int step = 0; step < last; step++) {
      users[step] = steps.get(step).upTo(tick).count();
    }
    return users;
  }

  boolean isEmpty(long tick) {
    return steps.stream().allMatch(step -> step.isEmpty(tick));
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(last);
    for (int step = 0; step < last; step++) {
      steps.get(step).write(out);
    }
  }

  void read(DataInput in) throws IOException {
    last = in.readUnsignedByte();
    for (int step = 0; step < last; step++) {
      steps.get(step).read(in, UserSet.reader(UserSet.COARSE));
    }
  }
}
