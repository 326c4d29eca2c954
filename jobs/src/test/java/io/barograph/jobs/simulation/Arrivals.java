package io.barograph.jobs.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What one input brings, by partition in the order of arrival, and its clock between: records out
 * of order within a bound, some of them told twice, and none behind the clock.
 *
 * @param name of the input
 */
record Arrivals(String name, List<List<Arrival>> partitions) {
  private static final long BEGIN = DrawnTroubles.START;

  /** By so much a record may come later than others of its time. */
  private static final int BOUND_MILLIS = 20_000;

  private static final int CLOCK_EVERY_MILLIS = 40_000;

  private static final Comparator<Arrival> IN_ORDER =
      Comparator.comparingLong(Arrival::at).thenComparing(arrival -> arrival.value() != null);

  /**
   * A record, or how far the clock is.
   *
   * @param value null for the clock
   */
  record Arrival(long at, long time, Object value) {}

  /** A record and its time. */
  record Timed(Object value, long time) {}

  /**
   * In the order of time, each once, in one partition.
   *
   * @param end how far the clock goes before the input ends
   */
  static Arrivals inOrder(String name, List<Timed> records, long end) {
    List<Arrival> all = beginning(records);
    records.stream()
        .filter(one -> one.time > BEGIN)
        .sorted(Comparator.comparingLong(Timed::time))
        .forEach(
            one -> {
              all.add(new Arrival(one.time, one.time - 1, null));
              all.add(new Arrival(one.time, one.time, one.value));
            });
    endClock(all, end);
    return new Arrivals(name, List.of(all));
  }

  /** In the order of time, each once, in one partition whose clock goes on between. */
  static Arrivals clocked(String name, List<Timed> records, long end, Random random) {
    List<Arrival> all = beginning(records);
    List<Arrival> later = new ArrayList<>();
    for (Timed one : records) {
      if (one.time > BEGIN) {
        later.add(new Arrival(one.time, one.time, one.value));
      }
    }
    for (long at = BEGIN + 1; at < end; at += 1 + random.nextInt(CLOCK_EVERY_MILLIS)) {
      later.add(new Arrival(at, at - 1, null));
    }
    later.sort(IN_ORDER);
    all.addAll(later);
    endClock(all, end);
    return new Arrivals(name, List.of(all));
  }

  /**
   * In disorder.
   *
   * @param isTwice true if some are told twice
   * @param end how far the clock goes before the input ends
   */
  static Arrivals disordered(
      String name, List<Timed> records, int partitions, boolean isTwice, long end, Random random) {
    List<List<Arrival>> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new ArrayList<>());
    }
    for (Timed one : records) {
      if (one.time <= BEGIN) {
        continue;
      }
      List<Arrival> partition = all.get(random.nextInt(partitions));
      int times = isTwice && random.nextInt(10) == 0 ? 2 : 1;
      for (int i = 0; i < times; i++) {
        long at = one.time + random.nextInt(BOUND_MILLIS);
        partition.add(new Arrival(at, one.time, one.value));
      }
    }
    List<List<Arrival>> clocked = new ArrayList<>();
    for (List<Arrival> partition : all) {
      List<Arrival> own = beginning(clocked.isEmpty() ? records : List.of());
      own.addAll(withClock(partition, end, random));
      clocked.add(own);
    }
    return new Arrivals(name, clocked);
  }

  /** What stands at the beginning, and the clock behind it, in all inputs the same. */
  private static List<Arrival> beginning(List<Timed> records) {
    List<Arrival> all = new ArrayList<>();
    for (Timed one : records) {
      if (one.time <= BEGIN) {
        all.add(new Arrival(BEGIN, one.time, one.value));
      }
    }
    all.add(new Arrival(BEGIN, BEGIN, null));
    return all;
  }

  private static List<Arrival> withClock(List<Arrival> records, long end, Random random) {
    List<Arrival> all = new ArrayList<>(records);
    long first = records.stream().mapToLong(Arrival::at).min().orElse(0);
    long last = records.stream().mapToLong(Arrival::at).max().orElse(0);
    for (long at = first; at < last; at += 1 + random.nextInt(CLOCK_EVERY_MILLIS)) {
      all.add(new Arrival(at, at - BOUND_MILLIS, null));
    }
    for (Arrival record : records) {
      if (random.nextInt(3) == 0) {
        all.add(new Arrival(record.at, record.at - BOUND_MILLIS, null));
      }
    }
    all.sort(IN_ORDER);
    endClock(all, end);
    return all;
  }

  private static void endClock(List<Arrival> arrivals, long end) {
    arrivals.add(new Arrival(end, end, null));
    arrivals.add(new Arrival(Long.MAX_VALUE, Long.MAX_VALUE, null));
  }
}
