package io.barograph.core.rootcause;

import io.barograph.core.incident.ServiceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Small faults in systems of services that call each other at random.
 *
 * <p>A request to a service takes its own time and, for each call, the network's and the callee's.
 * Everything is noisy; every service has an errand of its own rate. What the fault does to others
 * follows from the calls.
 */
final class RandomFaults {
  /** What is done. */
  enum Fault {
    /** A service works twice as long and uses its processors. */
    NODE,
    /** What a service is asked comes late. */
    EDGE,
    /** Some requests take another way through the code: errors, fewer lines, fewer calls. */
    CODE
  }

  private static final int PAST = 60;
  private static final int WINDOW = 4;

  private final Random random;
  private final int size;
  private final Map<String, List<String>> calls = new TreeMap<>();
  private final double[] own;
  private final double[] rate;
  private final double[] busy;

  RandomFaults(long seed) {
    random = new Random(seed);
    size = 8 + random.nextInt(17);
    own = new double[size];
    rate = new double[size];
    busy = new double[size];
    for (int i = 0; i < size; i++) {
      own[i] = 0.002 * Math.exp(2 * random.nextDouble());
      busy[i] = 1 + 25 * random.nextDouble();
    }
    rate[0] = 300 + random.nextInt(2_000);
    for (int callee = 1; callee < size; callee++) {
      int callers = 1 + random.nextInt(2);
      for (int i = 0; i < callers; i++) {
        String caller = name(random.nextInt(callee));
        List<String> made = calls.computeIfAbsent(caller, any -> new ArrayList<>());
        if (!made.contains(name(callee))) {
          made.add(name(callee));
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (String callee : calls.getOrDefault(name(i), List.of())) {
        rate[number(callee)] += rate[i] * 0.8;
      }
    }
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "s%02d", number);
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(1));
  }

  ServiceGraph graph() {
    return new ServiceGraph(calls, Map.of());
  }

  /** A service that the front can notice. */
  String anyRoot() {
    return name(1 + random.nextInt(size - 1));
  }

  /** The past, and the window with the fault from its second interval on. */
  List<RootCandidate> rank(Fault fault, String root) {
    RootCauseAnalysis analysis = new RootCauseAnalysis(RootCausePolicy.DEFAULT);
    for (int t = 0; t < PAST; t++) {
      interval(t, null, "").forEach(analysis::learn);
    }
    List<Measure> window = new ArrayList<>();
    for (int t = 0; t < WINDOW; t++) {
      window.addAll(interval(PAST + t, t == 0 ? null : fault, root));
    }
    return analysis.rank(Scene.of(graph()), window, List.of(), Map.of());
  }

  private double noisy(double value, double spread) {
    return value * Math.exp(spread * random.nextGaussian());
  }

  /** So many of {@code n}, about. */
  private double count(double n) {
    return Math.max(0, Math.round(n + Math.sqrt(n) * random.nextGaussian()));
  }

  private List<Measure> interval(int t, Fault fault, String root) {
    List<Measure> all = new ArrayList<>();
    long time = t * Scene.MINUTE;
    double[] duration = new double[size];
    double[] failing = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      boolean isRoot = name(i).equals(root);
      double works = noisy(own[i] * (isRoot && fault == Fault.NODE ? 2 : 1), 0.15);
      double uses = busy[i] + (isRoot && fault == Fault.NODE ? 20 : 0);
      boolean isAstray = isRoot && fault == Fault.CODE;
      failing[i] = isAstray ? 0.1 : 0;
      duration[i] = works;
      double requests = Math.max(1, count(rate[i]));
      for (String callee : calls.getOrDefault(name(i), List.of())) {
        boolean isLate = fault == Fault.EDGE && callee.equals(root);
        double network = noisy(0.001, 0.3) + (isLate ? 0.005 : 0);
        double made = count(requests * 0.8 * (isAstray ? 0.7 : 1));
        duration[i] += 0.8 * (duration[number(callee)] + network);
        failing[i] = Math.max(failing[i], 0.8 * failing[number(callee)]);
        all.add(new Measure(time, Scene.GAP, name(i), callee, network, made));
        all.add(new Measure(time, Scene.CALLS, name(i), callee, made, requests));
      }
      String service = name(i);
      double lines = requests * 2 * (isAstray ? 0.6 : 1);
      all.add(Measure.of(time, Scene.CPU, service, noisy(uses, 0.2), 1));
      all.add(Measure.of(time, Scene.SELF, service, works, requests));
      all.add(Measure.of(time, Scene.LATENCY, service, noisy(duration[i], 0.05), requests));
      all.add(Measure.of(time, Scene.FAILURES, service, count(requests * failing[i]), requests));
      all.add(Measure.of(time, Scene.LINES, service, count(lines), requests));
    }
    return all;
  }
}
