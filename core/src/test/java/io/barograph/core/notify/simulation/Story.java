package io.barograph.core.notify.simulation;

import io.barograph.core.alert.Alert;
import io.barograph.core.command.Command;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Alerts;
import io.barograph.core.route.Silence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** What alerts do and people order in some hours, in the order of time. */
final class Story {
  private static final int MINUTE = 60_000;

  private final Random random;
  private final long begin;
  private final long end;
  private final boolean isCalm;
  private final List<Event> events = new ArrayList<>();
  private final Map<Labels, Episode> flood = new LinkedHashMap<>();

  /** A transition, an order or a graph. */
  record Event(
      long time, Optional<Alert> alert, Optional<Command> order, Optional<Topology> graph) {}

  /**
   * A story between two instants, milliseconds of event time; all alerts have ended behind it.
   *
   * @param isCalm whether nothing is muted and each alert is quiet for long before it fires again
   */
  Story(Random random, long begin, long end, boolean isCalm) {
    this.random = random;
    this.begin = begin;
    this.end = end;
    this.isCalm = isCalm;
  }

  /** The same with a flood, in a third of the cases: many alerts within some minutes. */
  Story withFlood(Random other) {
    long at = begin + other.nextInt((int) (end - begin - 60 * MINUTE));
    for (int count = other.nextInt(3) > 0 ? 0 : 10 + other.nextInt(40); count > 0; count--) {
      Labels labels =
          Labels.of(
              "alertname",
              List.of("Slow", "Lost", "Full").get(other.nextInt(3)),
              "job",
              other.nextBoolean() ? "db" : "web",
              "instance",
              "f" + count);
      long since = at + 1_000L * other.nextInt(300);
      long until = since + 1_000L * (1 + other.nextInt(3_000));
      flood.put(
          labels, new Episode(labels.toString(), labels.get("job"), since, until, Episode.NEVER));
    }
    return this;
  }

  /** The labels of all alerts. */
  static List<Labels> alerts() {
    List<Labels> all = new ArrayList<>();
    for (String name : List.of("Down", "Slow", "HostDown")) {
      for (String job : List.of("api", "db")) {
        for (String instance : List.of("a", "b")) {
          all.add(Labels.of("alertname", name, "job", job, "instance", instance));
        }
      }
    }
    return all;
  }

  /** Tells it, and what alerts did in it to the observer. */
  List<Event> tell(Observed observed) {
    alerts().forEach(labels -> tell(labels, observed));
    if (!isCalm) {
      for (int i = random.nextInt(8); i > 0; i--) {
        silence("s" + i);
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        graph();
      }
    }
    flood.forEach(
        (labels, one) -> {
          add(Alerts.fires(labels, one.since()));
          add(Alerts.ends(labels, one.since(), one.until()));
          observed.episodes.add(one);
        });
    events.sort(Comparator.comparingLong(Event::time));
    return events;
  }

  private long upTo(int minutes) {
    return 1_000L * (1 + random.nextInt(60 * minutes));
  }

  private void tell(Labels labels, Observed observed) {
    int quiet = random.nextBoolean() ? 20 : 120;
    long time = begin + upTo(quiet);
    while (time < end - MINUTE) {
      long since = time;
      long until = Math.min(end, since + upTo(random.nextBoolean() ? 3 : 60));
      add(Alerts.fires(labels, since));
      if (random.nextInt(4) == 0) {
        add(Alerts.isMute(labels, since, (since + until) / 2));
      }
      long acknowledgedAt = Episode.NEVER;
      if (random.nextInt(4) == 0) {
        acknowledgedAt = since + upTo(random.nextBoolean() ? 1 : 20);
        order(Command.Kind.ACK, "a" + events.size(), acknowledgedAt, ack(labels, since));
      }
      boolean isResolved = (since / 1_000) % 8 == 0;
      if (isResolved) {
        order(Command.Kind.RESOLVE, "r" + events.size(), since + MINUTE, ack(labels, since));
      }
      boolean isDeleted = random.nextInt(5) == 0;
      add(isDeleted ? Alerts.isDeleted(labels, since, until) : Alerts.ends(labels, since, until));
      observed.episodes.add(
          new Episode(
              labels.toString(),
              labels.get("job"),
              since,
              isResolved ? Math.min(until, since + MINUTE) : until,
              acknowledgedAt));
      time = until + upTo(quiet) + (isCalm ? 30 * MINUTE : 0);
    }
  }

  private static String ack(Labels labels, long since) {
    return Alerts.fires(labels, since).id();
  }

  private void add(Alert alert) {
    events.add(
        new Event(alert.updatedAt(), Optional.of(alert), Optional.empty(), Optional.empty()));
  }

  private void order(Command.Kind kind, String id, long time, String subject) {
    Command command = new Command(kind, id, time, "ann", "", subject, Optional.empty(), false);
    events.add(new Event(time, Optional.empty(), Optional.of(command), Optional.empty()));
  }

  /** From some time on one of the jobs calls the other, or the machine on which they run. */
  private void graph() {
    long from = begin + random.nextInt((int) (end - begin));
    ServiceGraph graph =
        random.nextBoolean()
            ? new ServiceGraph(Map.of("api", List.of("db")), Map.of())
            : new ServiceGraph(Map.of("db", List.of("web")), Map.of("web", "a"));
    Topology topology = new Topology("", graph, Topology.USUAL_HEARTBEAT_INTERVAL, from);
    events.add(new Event(from, Optional.empty(), Optional.empty(), Optional.of(topology)));
  }

  private void silence(String id) {
    long from = begin + random.nextInt((int) (end - begin));
    LabelMatcher matcher =
        random.nextBoolean()
            ? LabelMatcher.equal("instance", random.nextBoolean() ? "a" : "b")
            : LabelMatcher.equal("alertname", random.nextBoolean() ? "Down" : "HostDown");
    Silence silence =
        new Silence(
            "",
            List.of(matcher),
            from,
            from + upTo(90),
            "ann",
            "",
            new TreeMap<>(),
            from,
            List.of());
    Command command =
        new Command(Command.Kind.SILENCE, id, from, "ann", "", "", Optional.of(silence), false);
    events.add(new Event(from, Optional.empty(), Optional.of(command), Optional.empty()));
    if (random.nextBoolean()) {
      order(Command.Kind.EXPIRE, "x" + id, from + upTo(60), id);
    }
  }
}
