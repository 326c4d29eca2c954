package io.barograph.core.service;

import io.barograph.core.measure.Counts;
import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many queries there were. Not thread-safe. */
final class QueryCount implements Summary<QueryCount> {
  private long queries;

  void increment() {
    queries++;
  }

  long queries() {
    return queries;
  }

  @Override
  public void merge(QueryCount later) {
    queries += later.queries;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Counts.write(out, queries);
  }

  static QueryCount read(DataInput in) throws IOException {
    QueryCount count = new QueryCount();
    count.queries = Counts.read(in);
    return count;
  }
}
