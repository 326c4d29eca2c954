package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.source.SimulatedBroker;
import io.barograph.jobs.source.SimulatedBroker.Delivery;
import io.barograph.jobs.source.SimulatedBroker.Outage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The samples of a history, and when they can be read: partitions fall silent, producers withhold
 * samples for a while, and the broker goes away.
 */
final class SimulatedData {
  static final long START = 1_760_000_000_000L;
  static final int PARTITIONS = 2;
  private static final int INSTANCES = 5;

  /** Until then all is well, so that every partition begins with data. */
  private static final int QUIET_START_SECONDS = 30;

  private final Random random;
  private final int seconds;
  private final List<List<Span>> silences = new ArrayList<>();
  private final List<List<Span>> withheld = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final List<Long> deliveredAt = new ArrayList<>();
  private final List<List<Delivery>> partitions = new ArrayList<>();

  /** Seconds since the start. */
  private record Span(int from, int until) {
    boolean contains(int second) {
      return from <= second && second < until;
    }
  }

  SimulatedData(int seconds, Random random) {
    this.random = random;
    this.seconds = seconds;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      silences.add(spans(1 + seconds / 200, 20, 90));
    }
    for (int instance = 0; instance < INSTANCES; instance++) {
      withheld.add(spans(3 + seconds / 400, 5, 40));
    }
    drawOutages();
    List<List<Delivery>> produced = produce();
    produced.forEach(one -> partitions.add(arrivals(one)));
  }

  /** By partition, in the order of arrival. */
  List<List<Delivery>> partitions() {
    return partitions;
  }

  List<Outage> outages() {
    return outages;
  }

  /** The time of the newest sample. */
  long end() {
    return partitions.stream()
        .flatMap(List::stream)
        .mapToLong(delivery -> delivery.sample().timestamp())
        .max()
        .orElseThrow();
  }

  /** The time by which everything has arrived. */
  long lastArrival() {
    return partitions.stream().flatMap(List::stream).mapToLong(Delivery::at).max().orElseThrow();
  }

  private List<Span> spans(int most, int shortest, int longest) {
    List<Span> spans = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      int from = QUIET_START_SECONDS + random.nextInt(seconds);
      spans.add(new Span(from, from + shortest + random.nextInt(longest - shortest)));
    }
    return spans;
  }

  /**
   * Some so short that the clock goes on at once, some longer, with producers slow to come back.
   */
  private void drawOutages() {
    for (int from = QUIET_START_SECONDS + random.nextInt(150);
        from < seconds;
        from += 80 + random.nextInt(400)) {
      boolean isShort = random.nextBoolean();
      long start = START + from * 1_000L + random.nextInt(1_000);
      long until = start + (isShort ? random.nextInt(3_000) : 3_000 + random.nextInt(37_000));
      outages.add(new Outage(start, until));
      deliveredAt.add(until + (isShort ? 0 : random.nextInt(6_000)));
    }
  }

  private List<List<Delivery>> produce() {
    List<List<Delivery>> produced = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      produced.add(new ArrayList<>());
    }
    for (int instance = 0; instance < INSTANCES; instance++) {
      Labels own = Labels.of("instance", "i" + instance, "job", "j" + instance % 2);
      int partition = instance % PARTITIONS;
      double load = random.nextInt(6);
      double requests = 0;
      for (int second = random.nextInt(5); second < seconds; second += 5) {
        long time = START + second * 1_000L + random.nextInt(900);
        load = Math.max(0, Math.min(7, load + random.nextInt(3) - 1));
        requests += random.nextInt(30);
        int now = second;
        if (silences.get(partition).stream().anyMatch(span -> span.contains(now))) {
          continue;
        }
        List<Delivery> to = produced.get(partition);
        boolean gap = (second / 60 + instance) % 7 == 3;
        if (!gap) {
          to.add(delivery(own, "load", time, load, instance));
          to.add(delivery(own, "requests_total", time, requests, instance));
        }
        if (second % 20 < 5) {
          to.add(delivery(own, "extra", time, random.nextInt(7), instance));
        }
      }
    }
    return produced;
  }

  private Delivery delivery(Labels own, String metric, long time, double value, int instance) {
    int second = (int) ((time - START) / 1_000);
    long at = time + random.nextLong(SimulatedBroker.CLOCK.bound().toMillis());
    boolean isWithheld = false;
    for (Span span : withheld.get(instance)) {
      if (span.contains(second)) {
        isWithheld = true;
        at = Math.max(at, START + span.until * 1_000L + 5_000 + random.nextInt(30_000));
      }
    }
    return new Delivery(
        IngestedSample.onTime(own.with(Labels.METRIC_NAME, metric), time, value), at, isWithheld);
  }

  /** In order; what falls into an outage comes behind it, still in order. */
  private List<Delivery> arrivals(List<Delivery> sent) {
    return sent.stream()
        .sorted(Comparator.comparingLong(Delivery::at))
        .map(one -> new Delivery(one.sample(), delayed(one.at()), one.isWithheld()))
        .toList();
  }

  private long delayed(long at) {
    for (int i = 0; i < outages.size(); i++) {
      if (outages.get(i).from() <= at && at < deliveredAt.get(i)) {
        return deliveredAt.get(i);
      }
    }
    return at;
  }
}
