package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * How common traits are among causes of late, and how often causes come. An alert that stood alone
 * is a cause, and so are the alerts of an incident together, so that one failure makes nothing
 * common that it touched. What was long ago counts less and less. Bounded in memory. Not
 * thread-safe.
 */
final class TraitShares {
  /** What is believed at first counts as so many causes, in an hour. */
  private static final double FIRST_CAUSES = 4;

  /** At first, a trait is as common as this. */
  private static final double FIRST_SHARE = 0.3;

  /** At first, so many causes come an hour. */
  private static final double FIRST_RATE = 12;

  private static final double HOUR_MILLIS = 3_600_000;

  /** Of so many causes and traits at most the counts are kept; beyond, all are halved. */
  private static final int MOST_CAUSES = 2_000;

  private static final int MOST_TRAITS = 50_000;

  private final Map<String, Integer> counts = new TreeMap<>();
  private int causes;
  private long since = Long.MIN_VALUE;

  /** Takes that time goes on, in milliseconds since the epoch. */
  void begin(long now) {
    since = since == Long.MIN_VALUE ? now : since;
  }

  /** Takes a cause that is over, and all traits of its alerts, each once. */
  void add(Collection<String> traits, long now) {
    causes++;
    traits.forEach(trait -> counts.merge(trait, 1, Integer::sum));
    while (causes > MOST_CAUSES || counts.size() > MOST_TRAITS) {
      causes /= 2;
      since = now - (now - since) / 2;
      counts.replaceAll((trait, count) -> count / 2);
      counts.values().removeIf(count -> count == 0);
    }
  }

  /** The probability that a cause has a trait, in (0, 1). */
  double of(String trait) {
    double seen = counts.getOrDefault(trait, 0);
    return (seen + FIRST_SHARE * FIRST_CAUSES) / (causes + FIRST_CAUSES);
  }

  /** How many causes come in a millisecond. */
  double rate(long now) {
    return (FIRST_RATE + causes) / (HOUR_MILLIS + Math.max(0, now - since));
  }

  /** Writes what was seen. */
  void write(DataOutput out) throws IOException {
    out.writeLong(since);
    out.writeInt(causes);
    out.writeInt(counts.size());
    for (Map.Entry<String, Integer> one : counts.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeInt(one.getValue());
    }
  }

  /** Reads into a new one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    since = in.readLong();
    causes = in.readInt();
    for (int count = in.readInt(); count > 0; count--) {
      counts.put(in.readUTF(), in.readInt());
    }
  }
}
