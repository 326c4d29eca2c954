package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells a storm: far more alerts than usual, whose causes are too many to be true.
 *
 * <p>The usual rate is that of all alerts so far. Not thread-safe.
 */
final class StormWatch {
  /** Alerts besides the two greatest causes that are more than chance. */
  private static final int MORE_THAN_CHANCE = 3;

  private static final int LEAST_SERVICES = 3;
  private static final double LEAST_MILLIS = 3_600_000;

  private final CorrelationPolicy policy;
  private final long window;
  private final Deque<AlertSignal> recent = new ArrayDeque<>();
  private long all;
  private long begin = Long.MAX_VALUE;

  StormWatch(CorrelationPolicy policy) {
    this.policy = policy;
    this.window = policy.stormWindow().toMillis();
  }

  /** Takes an alert that began. */
  void add(AlertSignal alert) {
    recent.add(alert);
    all++;
    begin = Math.min(begin, alert.time());
    forget(alert.time());
  }

  /** True if what is explained by some causes is rather a storm. */
  boolean isStorm(long now, List<AlertSignal> active, List<Hypothesis> causes) {
    forget(now);
    double usual = all * (double) window / Math.max(LEAST_MILLIS, (double) (now - begin));
    if (recent.size() < Math.max(policy.stormAlerts(), policy.stormFactor() * usual)
        || recent.stream().map(AlertSignal::service).distinct().count() < LEAST_SERVICES) {
      return false;
    }
    return areTooMany(causes, active, now - window);
  }

  private boolean areTooMany(List<Hypothesis> causes, List<AlertSignal> active, long since) {
    List<Integer> sizes = new ArrayList<>();
    Set<String> explained = new HashSet<>();
    for (Hypothesis cause : causes) {
      int size = 0;
      for (Hypothesis.Joined joined : cause.joined()) {
        explained.add(joined.alert().id());
        size += joined.alert().time() >= since ? 1 : 0;
      }
      sizes.add(size);
    }
    active.stream()
        .filter(alert -> alert.time() >= since && !explained.contains(alert.id()))
        .map(AlertSignal::service)
        .distinct()
        .forEach(alone -> sizes.add(1));
    sizes.removeIf(size -> size == 0);
    sizes.sort(Collections.reverseOrder());
    return sizes.size() >= policy.stormCauses()
        && sizes.stream().skip(2).mapToInt(Integer::intValue).sum() >= MORE_THAN_CHANCE;
  }

  /** True if the storm is not over; it lasts as long as half of what began it comes. */
  boolean goesOn(long now, OpenIncident storm) {
    forget(now);
    if (2 * recent.size() >= policy.stormAlerts()) {
      storm.last = now;
    }
    return storm.last >= now - window;
  }

  /** Forgets what is over. */
  void advance(long now) {
    forget(now);
  }

  boolean isQuiet() {
    return recent.isEmpty();
  }

  /** Writes what was seen. */
  void write(DataOutput out) throws IOException {
    EvidenceCodec.writeAll(recent, out);
    out.writeLong(all);
    out.writeLong(begin);
  }

  /** Reads into a new one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    recent.addAll(EvidenceCodec.readAll(in));
    all = in.readLong();
    begin = in.readLong();
  }

  private void forget(long now) {
    while (!recent.isEmpty() && recent.peek().time() < now - window) {
      recent.remove();
    }
  }
}
