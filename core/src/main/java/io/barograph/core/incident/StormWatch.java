package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Tells a storm: far more alerts than usual, whose causes are too many to be true.
 *
 * <p>The usual rate is that of all alerts so far. What is of late is counted by second and service,
 * so that an alert takes no memory of its own. Not thread-safe.
 */
final class StormWatch {
  /** Alerts besides the two greatest causes that are more than chance. */
  private static final int MORE_THAN_CHANCE = 3;

  /** The part of its alerts that few causes leave of a storm, at least. */
  private static final double LEAST_REST = 0.05;

  private static final int LEAST_SERVICES = 3;
  private static final double LEAST_MILLIS = 3_600_000;
  private static final long BUCKET_MILLIS = 1_000;

  private final CorrelationPolicy policy;
  private final long window;

  /** By when a bucket begins, how many alerts began on each service. */
  private final NavigableMap<Long, Map<String, Integer>> recent = new TreeMap<>();

  /** The sum of the buckets. */
  private final Map<String, Integer> recentByService = new HashMap<>();

  private int recentCount;
  private long all;
  private long begin = Long.MAX_VALUE;

  StormWatch(CorrelationPolicy policy) {
    this.policy = policy;
    this.window = policy.stormWindow().toMillis();
  }

  /** Takes an alert that began. */
  void add(AlertSignal alert) {
    count(Math.floorDiv(alert.time(), BUCKET_MILLIS) * BUCKET_MILLIS, alert.service(), 1);
    all++;
    begin = Math.min(begin, alert.time());
  }

  private void count(long bucket, String service, int alerts) {
    recent.computeIfAbsent(bucket, any -> new TreeMap<>()).merge(service, alerts, Integer::sum);
    recentByService.merge(service, alerts, Integer::sum);
    recentCount += alerts;
  }

  /** True if what is explained so far is rather a storm. */
  boolean isStorm(long now, Explanation found) {
    advance(now);
    double usual = all * (double) window / Math.max(LEAST_MILLIS, (double) (now - begin));
    return recentCount >= Math.max(policy.stormAlerts(), policy.stormFactor() * usual)
        && recentByService.size() >= LEAST_SERVICES
        && areTooMany(found, now - window);
  }

  private boolean areTooMany(Explanation found, long since) {
    List<Integer> sizes = new ArrayList<>();
    List<AlertSignal> apart = new ArrayList<>(found.unexplained());
    for (Hypothesis cause : found.causes()) {
      int size = 0;
      for (Hypothesis.Joined joined : cause.joined()) {
        size += joined.alert().time() >= since ? 1 : 0;
      }
      if (cause.isOne()) {
        sizes.add(size);
      } else {
        cause.joined().forEach(joined -> apart.add(joined.alert()));
      }
    }
    apart.stream()
        .filter(alert -> alert.time() >= since)
        .map(AlertSignal::service)
        .distinct()
        .forEach(alone -> sizes.add(1));
    sizes.removeIf(size -> size == 0);
    sizes.sort(Collections.reverseOrder());
    int few = policy.stormCauses() - 1;
    return sizes.size() > few
        && sum(sizes, 2) >= MORE_THAN_CHANCE
        && sum(sizes, few) >= LEAST_REST * sum(sizes, 0);
  }

  private static int sum(List<Integer> sizes, int without) {
    return sizes.stream().skip(without).mapToInt(Integer::intValue).sum();
  }

  /** True if the storm is not over; it lasts as long as half of what began it comes. */
  boolean goesOn(long now, OpenIncident storm) {
    advance(now);
    if (2 * recentCount >= policy.stormAlerts()) {
      storm.last = now;
    }
    return storm.last >= now - window;
  }

  /** Forgets what is over. */
  void advance(long now) {
    while (!recent.isEmpty() && recent.firstKey() < now - window) {
      recent.pollFirstEntry().getValue().forEach(this::forget);
    }
  }

  private void forget(String service, int alerts) {
    recentCount -= alerts;
    recentByService.compute(
        service, (any, count) -> count == alerts ? null : Integer.valueOf(count - alerts));
  }

  boolean isQuiet() {
    return recent.isEmpty();
  }

  /** Writes what was seen. */
  void write(DataOutput out) throws IOException {
    out.writeInt(recent.size());
    for (Map.Entry<Long, Map<String, Integer>> bucket : recent.entrySet()) {
      out.writeLong(bucket.getKey());
      out.writeInt(bucket.getValue().size());
      for (Map.Entry<String, Integer> one : bucket.getValue().entrySet()) {
        out.writeUTF(one.getKey());
        out.writeInt(one.getValue());
      }
    }
    out.writeLong(all);
    out.writeLong(begin);
  }

  /** Reads into a new one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int buckets = in.readInt(); buckets > 0; buckets--) {
      long bucket = in.readLong();
      for (int services = in.readInt(); services > 0; services--) {
        count(bucket, in.readUTF(), in.readInt());
      }
    }
    all = in.readLong();
    begin = in.readLong();
  }
}
