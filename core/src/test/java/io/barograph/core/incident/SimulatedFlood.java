package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ten minutes of 10,000 alerts a minute over 200 services, of which each root makes a part fail:
 * itself, then those that call it, each some seconds later. An alert ends and may come again.
 */
final class SimulatedFlood {
  static final long START = 1_760_000_000_000L;
  static final long END = START + 600_000;
  private static final int SERVICES = 200;
  private static final int ALERTS = 100_000;
  private static final int CALLERS = 6;
  private static final long HOP_MILLIS = 8_000;

  final List<Evidence> events = new ArrayList<>();

  /** By the id of an alert that began, the root that it came of. */
  final Map<String, String> truth = new HashMap<>();

  /** When the second alert of each root began. */
  final Map<String, Long> second = new TreeMap<>();

  private final Map<String, Integer> ofRoot = new HashMap<>();
  private final Random random;
  private final int roots;
  private final int rules;
  private final Map<String, List<String>> calls = new TreeMap<>();

  /** In milliseconds, how long after its root a service begins to alert. */
  private final Map<String, Long> delays = new TreeMap<>();

  /**
   * A flood.
   *
   * @param roots which begin to fail half a minute apart
   * @param rules how many alerts a service has: the fewer, the oftener each comes and goes
   */
  SimulatedFlood(int roots, int rules, long seed) {
    this.roots = roots;
    this.rules = rules;
    this.random = new Random(seed);
    for (int i = 0; i < SERVICES; i++) {
      drawService(i);
    }
    ServiceGraph graph = new ServiceGraph(calls, Map.of());
    events.add(new Topology("", graph, Duration.ofMinutes(1), START - 3_600_000));
    Map<String, Integer> alerts = new HashMap<>();
    for (int i = 0; i < ALERTS; i++) {
      long at = START + (END - START) * i / ALERTS;
      drawAlert(at, alerts);
    }
    events.sort(Evidence.IN_ORDER);
  }

  /** A tree below each root: the service calls one that is nearer to it. */
  private void drawService(int number) {
    String service = name(number);
    int inTree = number / roots;
    if (inTree == 0) {
      calls.put(service, List.of());
      delays.put(service, 0L);
    } else {
      String called = name((inTree - 1) / CALLERS * roots + number % roots);
      calls.put(service, List.of(called));
      delays.put(service, delays.get(called) + (long) (HOP_MILLIS * (0.5 + random.nextDouble())));
    }
  }

  private static String name(int number) {
    return "s%03d".formatted(number);
  }

  private void drawAlert(long at, Map<String, Integer> alerts) {
    int number = random.nextInt(SERVICES);
    String service = name(number);
    String root = name(number % roots);
    long began = START + 30_000L * (number % roots) + delays.get(service);
    if (at < began) {
      return;
    }
    int ofService = alerts.merge(service, 1, Integer::sum);
    String id = service + '-' + ofService;
    String fingerprint = service + "/r" + ofService % rules;
    Priority priority = Priority.values()[random.nextInt(3)];
    long end = at + 5_000 + random.nextInt(10_000);
    events.add(signal(id, at, fingerprint, service, priority, true));
    events.add(signal(id, end, fingerprint, service, priority, false));
    truth.put(id, root);
    if (ofRoot.merge(root, 1, Integer::sum) == 2) {
      second.put(root, at);
    }
  }

  private static AlertSignal signal(
      String id, long at, String fingerprint, String service, Priority priority, boolean fires) {
    return new AlertSignal(id, at, "Errors", fingerprint, service, "", priority, fires);
  }
}
