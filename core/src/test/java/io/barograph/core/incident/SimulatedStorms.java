package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A day of a platform that is drawn: its graph, its hosts, how often alerts come by chance, how
 * fast and how surely failures spread, and its incidents, of which the truth is known.
 */
final class SimulatedStorms {
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);
  private static final long START = 1_760_000_000_000L;
  private static final long DAY = 86_400_000;
  private static final String[] NAMES = {"Errors", "Latency", "Queue", "Saturated"};

  final Map<String, List<String>> calls = new TreeMap<>();
  final Map<String, String> placement = new TreeMap<>();
  final List<True> incidents = new ArrayList<>();

  /** By the id of an alert that began, its incident; those of chance are in none. */
  final Map<String, True> truth = new HashMap<>();

  final List<Evidence> events = new ArrayList<>();
  private final Random random;
  private final List<String> services = new ArrayList<>();
  private final Map<String, List<String>> callers = new TreeMap<>();
  private final double spread;
  private final double hopMillis;
  private int alerts;

  /** An incident as it was. */
  record True(IncidentKind kind, String root, long start) {}

  SimulatedStorms(long seed) {
    random = new Random(seed);
    spread = 0.5 + 0.3 * random.nextDouble();
    hopMillis = 8_000 + 12_000 * random.nextDouble();
    drawGraph(20 + random.nextInt(40));
    drawChance(0.6 + random.nextDouble());
    double minutes = 9 + 8 * random.nextDouble();
    for (long at = START + 3_600_000;
        at < START + DAY - 1_800_000;
        at += 90_000 + (long) (-Math.log(1 - random.nextDouble()) * minutes * 60_000)) {
      drawIncident(at);
    }
    beats();
    events.add(topology());
    events.sort(Evidence.IN_ORDER);
  }

  Topology topology() {
    return new Topology("", new ServiceGraph(calls, placement), HEARTBEAT, START);
  }

  private void drawGraph(int size) {
    int layers = 4 + random.nextInt(2);
    List<List<String>> byLayer = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      byLayer.add(new ArrayList<>());
    }
    for (int i = 0; i < size; i++) {
      String service = "s%02d".formatted(i);
      services.add(service);
      byLayer.get(i % layers).add(service);
      placement.put(service, "h" + random.nextInt(size / 4));
      calls.put(service, new ArrayList<>());
      callers.put(service, new ArrayList<>());
    }
    for (int layer = 0; layer + 1 < layers; layer++) {
      for (String caller : byLayer.get(layer)) {
        Set<String> called = new TreeSet<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
          List<String> below = byLayer.get(layer + 1 + random.nextInt(layers - layer - 1));
          called.add(below.get(random.nextInt(below.size())));
        }
        calls.get(caller).addAll(called);
        called.forEach(callee -> callers.get(callee).add(caller));
      }
    }
  }

  private void drawChance(double perHour) {
    double rate = perHour * services.size() / 3_600_000;
    for (double at = START; at < START + DAY; at += -Math.log(1 - random.nextDouble()) / rate) {
      double how = random.nextDouble();
      Priority priority = how < 0.65 ? Priority.P3 : how < 0.99 ? Priority.P2 : Priority.P1;
      alert(any(services), (long) at, priority, null);
    }
  }

  private void drawIncident(long at) {
    switch (random.nextInt(12)) {
      case 0 -> storm(at);
      case 1, 2 -> host(at);
      case 3 -> flapping(at);
      case 4, 5 -> {
        True changed = new True(IncidentKind.CHANGE_IMPACT, anyCalled(), at);
        event(at - 30_000 - random.nextInt(600_000), changed.root(), true);
        cascade(changed, true);
      }
      case 6 -> cascade(new True(IncidentKind.CASCADE, anyCalled(), at), false);
      default -> cascade(new True(IncidentKind.CASCADE, anyCalled(), at), true);
    }
    if (random.nextInt(6) == 0) {
      event(at + random.nextInt(600_000), any(services), true);
    }
  }

  private void cascade(True incident, boolean rootAlerts) {
    Map<String, Long> failed = new TreeMap<>();
    List<String> next = new ArrayList<>(List.of(incident.root()));
    failed.put(incident.root(), incident.start());
    for (int i = 0; i < next.size(); i++) {
      for (String caller : callers.get(next.get(i))) {
        if (!failed.containsKey(caller) && random.nextDouble() < spread) {
          long delay = (long) (hopMillis * (0.4 + random.nextDouble()));
          failed.put(caller, failed.get(next.get(i)) + delay);
          next.add(caller);
        }
      }
    }
    if (failed.size() < 2) {
      return;
    }
    failed.forEach(
        (service, at) -> {
          boolean isRoot = service.equals(incident.root());
          long late = isRoot && random.nextInt(3) == 0 ? random.nextInt(45_000) : 0;
          for (int i = 1 + random.nextInt(3); i > 0 && (rootAlerts || !isRoot); i--) {
            alert(service, at + late + random.nextInt(25_000), anyPriority(), incident);
          }
        });
    incidents.add(incident);
  }

  private void host(long at) {
    String host = placement.get(any(services));
    True incident = new True(IncidentKind.COMMON_CAUSE, host, at);
    List<String> on = services.stream().filter(one -> placement.get(one).equals(host)).toList();
    if (on.size() < 3) {
      return;
    }
    for (String service : on) {
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        alert(service, at + random.nextInt(35_000), Priority.P1, incident);
      }
    }
    incidents.add(incident);
  }

  private void storm(long at) {
    True incident = new True(IncidentKind.STORM, "", at);
    for (int i = 40 + random.nextInt(40); i > 0; i--) {
      alert(any(services), at + random.nextInt(60_000), anyPriority(), incident);
    }
    incidents.add(incident);
  }

  private void flapping(long at) {
    String service = any(services);
    True incident = new True(IncidentKind.FLAPPING, service, at);
    String fingerprint = service + "/Toggles";
    long time = at;
    for (int i = 6 + random.nextInt(8); i > 0; i--) {
      String id = "a%06d".formatted(alerts++);
      truth.put(id, incident);
      signal(id, time, fingerprint, service, Priority.P2, true);
      time += 15_000 + random.nextInt(15_000);
      signal(id, time, fingerprint, service, Priority.P2, false);
      time += 10_000 + random.nextInt(15_000);
    }
    incidents.add(incident);
  }

  /** Each service once a minute, but for one each few hours that is silent for ten. */
  private void beats() {
    for (String service : services) {
      long silent = START + (long) (random.nextDouble() * 20 * DAY);
      boolean isTold = false;
      for (long at = START + random.nextInt(60_000); at < START + DAY; at += HEARTBEAT.toMillis()) {
        if (at >= silent && at < silent + 600_000) {
          if (!isTold) {
            incidents.add(new True(IncidentKind.HEARTBEAT, service, at));
            isTold = true;
          }
        } else {
          event(at, service, false);
        }
      }
    }
  }

  private void alert(String service, long at, Priority priority, True incident) {
    String id = "a%06d".formatted(alerts++);
    if (incident != null) {
      truth.put(id, incident);
    }
    String fingerprint = service + "/" + NAMES[random.nextInt(NAMES.length)] + "/" + priority;
    signal(id, at, fingerprint, service, priority, true);
    signal(id, at + 60_000 + random.nextInt(600_000), fingerprint, service, priority, false);
  }

  private void signal(
      String id, long at, String fingerprint, String service, Priority priority, boolean fires) {
    events.add(
        new AlertSignal(id, at, "", fingerprint, service, placement.get(service), priority, fires));
  }

  private void event(long at, String service, boolean isChange) {
    events.add(
        isChange
            ? new ServiceChange("", service, "deploy", "", at, "c" + at)
            : new Heartbeat("", service, at));
  }

  private Priority anyPriority() {
    double how = random.nextDouble();
    return how < 0.25 ? Priority.P3 : how < 0.6 ? Priority.P2 : Priority.P1;
  }

  private String any(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  private String anyCalled() {
    return any(services.stream().filter(one -> !callers.get(one).isEmpty()).toList());
  }
}
