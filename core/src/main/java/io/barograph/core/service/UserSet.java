package io.barograph.core.service;

import io.barograph.core.statistics.DistinctSketch;
import io.barograph.core.window.BucketWindow.Reader;
import io.barograph.core.window.Summary;
import java.io.DataOutput;
import java.io.IOException;

/** Different users of a run of events, who can be counted and not be named. Not thread-safe. */
final class UserSet implements Summary<UserSet> {
  /** Of active users: a standard error of 2.4 %. */
  static final int FINE = 10;

  /** Of each feature and step: a standard error of 3.4 %, the same users erring the same way. */
  static final int COARSE = 9;

  private final DistinctSketch users;

  UserSet(int precision) {
    this(new DistinctSketch(precision));
  }

  private UserSet(DistinctSketch users) {
    this.users = users;
  }

  /** Adds a user by the hash of the name. */
  void add(long user) {
    users.add(user);
  }

  double count() {
    return users.count();
  }

  @Override
  public void merge(UserSet later) {
    users.merge(later.users);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    users.write(out);
  }

  static Reader<UserSet> reader(int precision) {
    return in -> new UserSet(DistinctSketch.read(in, precision));
  }
}
