package io.barograph.core.rootcause;

import io.barograph.core.incident.ServiceGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small system with a past: what a test does not say is as usual. */
final class Scene {
  static final long MINUTE = 60_000;
  static final Signal CPU = Signal.of("cpu", SignalKind.UTILISATION);
  static final Signal LATENCY = Signal.of("latency", SignalKind.DURATION);
  static final Signal SELF = Signal.of("self", SignalKind.SELF_TIME);
  static final Signal GAP = Signal.of("gap", SignalKind.NETWORK_TIME);
  static final Signal FAILURES = Signal.of("failures", SignalKind.ERRORS);
  static final Signal LINES = Signal.of("lines", SignalKind.LOG_LINES);
  static final Signal CALLS = Signal.of("calls", SignalKind.CALLS);
  private static final int PAST = 30;

  private final Map<String, List<String>> calls = new TreeMap<>();
  private final RootCauseAnalysis analysis = new RootCauseAnalysis(RootCausePolicy.DEFAULT);
  private final List<Measure> window = new ArrayList<>();
  private final List<Evidence> alerts = new ArrayList<>();
  private final Map<String, Long> changes = new HashMap<>();

  /** A call, by {@code caller>callee}. */
  Scene calls(String... edges) {
    for (String edge : edges) {
      String[] ends = edge.split(">", -1);
      calls.computeIfAbsent(ends[0], any -> new ArrayList<>()).add(ends[1]);
    }
    return this;
  }

  /**
   * A signal of a service or {@code caller>callee}, usual for so long, then another in the window.
   */
  Scene signal(Signal signal, String of, double usual, double requests, double... now) {
    String[] ends = of.split(">", -1);
    String callee = ends.length > 1 ? ends[1] : "";
    for (int i = 0; i < PAST; i++) {
      analysis.learn(new Measure(i * MINUTE, signal, ends[0], callee, usual, requests));
    }
    return isNew(signal, of, requests, now);
  }

  /** A signal that has no past. */
  Scene isNew(Signal signal, String of, double requests, double... now) {
    String[] ends = of.split(">", -1);
    String callee = ends.length > 1 ? ends[1] : "";
    for (int i = 0; i < now.length; i++) {
      window.add(new Measure((PAST + i) * MINUTE, signal, ends[0], callee, now[i], requests));
    }
    return this;
  }

  Scene alert(String service, double strength, long since) {
    alerts.add(Evidence.alert(service, strength, since));
    return this;
  }

  Scene change(String service, long at) {
    changes.put(service, at);
    return this;
  }

  List<RootCandidate> rank() {
    return analysis.rank(of(new ServiceGraph(calls, Map.of())), window, alerts, changes);
  }

  static CallGraph of(ServiceGraph graph) {
    return new CallGraph(graph::callees, graph::callers);
  }

  List<String> services() {
    return rank().stream().map(RootCandidate::service).toList();
  }

  List<Measure> window() {
    return window;
  }

  RootCauseAnalysis analysis() {
    return analysis;
  }
}
