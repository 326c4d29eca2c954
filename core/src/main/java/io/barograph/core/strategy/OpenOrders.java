package io.barograph.core.strategy;

import io.barograph.core.labels.Fingerprint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The orders that wait for their end, by the hash of their id. An order whose end was told before
 * its beginning, as may happen to a late record, is not opened; ends are remembered for {@value
 * #END_KEPT_MILLIS} ms. Beyond its bound no new order is followed: the oldest are those that may be
 * stuck. 16 bytes an order, however long its id is. Not thread-safe.
 */
final class OpenOrders {
  static final long END_KEPT_MILLIS = 600_000;

  private final int bound;

  /** When each was submitted. */
  private final Map<Long, Long> open = new LinkedHashMap<>();

  /** When those came to their end that were not open then. */
  private final Map<Long, Long> ended = new LinkedHashMap<>();

  OpenOrders(int bound) {
    this.bound = bound;
  }

  void add(OrderChange change) {
    long order = Fingerprint.add(Fingerprint.OFFSET_BASIS, "", change.id());
    if (!change.state().isFinal()) {
      if (ended.remove(order) == null && open.size() < bound) {
        open.putIfAbsent(order, change.time());
      }
    } else if (open.remove(order) == null && ended.size() < bound) {
      ended.put(order, change.time());
    }
  }

  /** Forgets ends that are long past. */
  void moveTo(long tick) {
    ended.values().removeIf(time -> tick - time > END_KEPT_MILLIS);
  }

  int size() {
    return open.size();
  }

  /** When the oldest of them was submitted; {@link Long#MAX_VALUE} of none. */
  long oldest() {
    return open.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  void write(DataOutput out) throws IOException {
    write(open, out);
    write(ended, out);
  }

  void read(DataInput in) throws IOException {
    read(in, open);
    read(in, ended);
  }

  private static void write(Map<Long, Long> times, DataOutput out) throws IOException {
    out.writeShort(times.size());
    for (Map.Entry<Long, Long> time : times.entrySet()) {
      out.writeLong(time.getKey());
      out.writeLong(time.getValue());
    }
  }

  private static void read(DataInput in, Map<Long, Long> times) throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      times.put(in.readLong(), in.readLong());
    }
  }
}
