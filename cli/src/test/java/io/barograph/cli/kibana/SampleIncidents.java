package io.barograph.cli.kibana;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.Correlator;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.RoutedAlert;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Incidents as the correlator finds them, each in all its versions. */
final class SampleIncidents {
  static final long START = 1_790_000_000_000L;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final ServiceGraph GRAPH =
      new ServiceGraph(Map.of("web", List.of("orders"), "orders", List.of("db")), Map.of());

  private final List<Incident> told = new ArrayList<>();
  private final Correlator correlator =
      new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, told::add);

  private SampleIncidents() {}

  /** Of a cascade that is over an hour later, and of another that is still open. */
  static List<Incident> cascades() {
    SampleIncidents sample = new SampleIncidents();
    sample.know(GRAPH);
    sample.cascade(START);
    sample.correlator.advance(START + HOUR_MILLIS);
    sample.cascade(START + HOUR_MILLIS);
    sample.correlator.advance(START + HOUR_MILLIS + 30_000);
    return sample.told;
  }

  /** Of a storm: services that do not call each other alert at once. */
  static List<Incident> storm() {
    SampleIncidents sample = new SampleIncidents();
    Map<String, List<String>> calls = new TreeMap<>();
    Map<String, String> hosts = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      calls.put("s" + i, List.of());
      hosts.put("s" + i, "h" + i % 6);
    }
    sample.know(new ServiceGraph(calls, hosts));
    for (int i = 0; i < 60; i++) {
      String service = "s" + i * 7 % 30;
      sample.correlator.take(signal("storm-" + i, START + i * 1_000L, service));
    }
    sample.correlator.end();
    return sample.told;
  }

  /** Of a flood: more alone than the people behind the receiver can take in. */
  static List<Incident> flood() {
    SampleIncidents sample = new SampleIncidents();
    for (int i = 0; i < 12; i++) {
      AlertSignal signal = signal("flood-" + i, START + i * 40_000L, "s" + i % 3);
      sample.correlator.take(new RoutedAlert(signal, List.of("desk")));
    }
    sample.correlator.advance(START + HOUR_MILLIS);
    return sample.told;
  }

  private void know(ServiceGraph graph) {
    correlator.take(new Topology("", graph, Duration.ofMinutes(1), START - HOUR_MILLIS));
  }

  private void cascade(long from) {
    long time = from;
    for (String service : List.of("db", "orders", "web")) {
      correlator.take(signal(service + "-" + time, time, service));
      time += 5_000;
    }
  }

  private static AlertSignal signal(String id, long time, String service) {
    return new AlertSignal(id, time, "Slow", id, service, "", Priority.P1, true);
  }
}
