package io.barograph.core.notify;

import io.barograph.core.bytes.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Whether a receiver has a storm: what began to fire for it of late. Not thread-safe.
 *
 * <p>A storm begins when there are as many groups or alerts as the policy says, and is over when
 * both are fewer than half of that. No more of either is remembered than is needed to know it.
 */
final class ReceiverStorm {
  private static final long NONE = Long.MIN_VALUE;

  private final StormPolicy policy;

  /** When the last alerts began, the oldest first. */
  private final ArrayDeque<Long> alerts = new ArrayDeque<>();

  /** When alerts began last in the last groups, by what stands for each; the oldest first. */
  private final Map<String, Long> groups = new LinkedHashMap<>();

  private long begin = NONE;

  ReceiverStorm(StormPolicy policy) {
    this.policy = policy;
  }

  /**
   * Takes an alert that begins to fire.
   *
   * @param of what stands for its groups
   * @return whether a storm begins with it
   */
  boolean add(Collection<String> of, long now) {
    boolean wasOn = since(now).isPresent();
    alerts.addLast(now);
    for (String group : of) {
      groups.remove(group);
      groups.put(group, now);
    }
    forgetBeyond();
    if (!wasOn && (reaches(alerts.size(), policy.alerts(), 1) || reachesGroups(1))) {
      begin = now;
    }
    return !wasOn && begin != NONE;
  }

  private void forgetBeyond() {
    while (alerts.size() > policy.alerts()) {
      alerts.removeFirst();
    }
    for (Iterator<String> one = groups.keySet().iterator(); groups.size() > policy.groups(); ) {
      one.next();
      one.remove();
    }
  }

  private boolean reachesGroups(int parts) {
    return reaches(groups.size(), policy.groups(), parts);
  }

  /** True if it is at least one of so many parts of what makes a storm. */
  private static boolean reaches(int count, int most, int parts) {
    return most > 0 && (long) parts * count >= most;
  }

  /** True if a storm has begun whose end was not seen. */
  boolean isOn() {
    return begin != NONE;
  }

  /** When the storm began that has not ended; empty if there is none. */
  OptionalLong since(long now) {
    forgetBefore(now - policy.windowMillis());
    if (!reaches(alerts.size(), policy.alerts(), 2) && !reachesGroups(2)) {
      begin = NONE;
    }
    return begin == NONE ? OptionalLong.empty() : OptionalLong.of(begin);
  }

  private void forgetBefore(long time) {
    while (!alerts.isEmpty() && alerts.peekFirst() <= time) {
      alerts.removeFirst();
    }
    groups.values().removeIf(last -> last <= time);
  }

  /** True if nothing need be remembered. */
  boolean isSpent(long now) {
    return since(now).isEmpty() && alerts.isEmpty() && groups.isEmpty();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(begin);
    out.writeInt(alerts.size());
    for (long time : alerts) {
      out.writeLong(time);
    }
    out.writeInt(groups.size());
    for (Map.Entry<String, Long> group : groups.entrySet()) {
      Texts.write(group.getKey(), out);
      out.writeLong(group.getValue());
    }
  }

  /** Reads into a new one what {@link #write} wrote, be it by another policy. */
  void read(DataInput in) throws IOException {
    begin = in.readLong();
    for (int count = in.readInt(); count > 0; count--) {
      alerts.addLast(in.readLong());
    }
    for (int count = in.readInt(); count > 0; count--) {
      groups.put(Texts.read(in), in.readLong());
    }
    forgetBeyond();
  }
}
