package io.barograph.core.service;

import io.barograph.core.measure.Counts;
import io.barograph.core.window.BucketWindow;
import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Who used a feature how often. Not thread-safe. */
final class FeatureUses {
  private static final int BUCKETS = 8;

  private final BucketWindow<Uses> window;
  private long all;

  FeatureUses(long spanMillis) {
    window = BucketWindow.spanning(spanMillis, BUCKETS, () -> new Uses(0, nobody()));
  }

  private static UserSet nobody() {
    return new UserSet(UserSet.COARSE);
  }

  void add(long time, long user) {
    all++;
    Uses bucket = window.at(time);
    if (bucket != null) {
      bucket.count++;
      bucket.users.add(user);
    }
  }

  long all() {
    return all;
  }

  Uses upTo(long tick) {
    return window.upTo(tick);
  }

  boolean isEmpty(long tick) {
    return window.isEmpty(tick);
  }

  void write(DataOutput out) throws IOException {
    Counts.write(out, all);
    window.write(out);
  }

  void read(DataInput in) throws IOException {
    all = Counts.read(in);
    window.read(in, Uses::read);
  }

  /** Uses of a run of events. */
  static final class Uses implements Summary<Uses> {
    private final UserSet users;
    private long count;

    private Uses(long count, UserSet users) {
      this.count = count;
      this.users = users;
    }

    long count() {
      return count;
    }

    double users() {
      return users.count();
    }

    @Override
    public void merge(Uses later) {
      count += later.count;
      users.merge(later.users);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      Counts.write(out, count);
      users.write(out);
    }

    private static Uses read(DataInput in) throws IOException {
      return new Uses(Counts.read(in), UserSet.reader(UserSet.COARSE).read(in));
    }
  }
}
