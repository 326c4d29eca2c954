package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which service calls which, what runs where, and how much each matters. Immutable.
 *
 * <p>All sets are in the order of their names, so that what is made of them does not depend on
 * hashing.
 */
public final class ServiceGraph {
  /** Knows nothing. */
  public static final ServiceGraph EMPTY = new ServiceGraph(Map.of(), Map.of(), Map.of());

  private static final double USUAL_WEIGHT = 1;

  private final Map<String, Set<String>> callees = new TreeMap<>();
  private final Map<String, Set<String>> callers = new TreeMap<>();
  private final Map<String, String> hosts;
  private final Map<String, Set<String>> services = new TreeMap<>();
  private final Map<String, Double> weights;
  private final double weightOfAll;
  private final Set<String> all;

  /**
   * A graph of services that all matter alike.
   *
   * @param calls by the caller, whom it calls
   * @param placement by the service, its host
   */
  public ServiceGraph(
      Map<String, ? extends Collection<String>> calls, Map<String, String> placement) {
    this(calls, placement, Map.of());
  }

  /**
   * A graph.
   *
   * @param calls by the caller, whom it calls
   * @param placement by the service, its host
   * @param weights by the service, how much it matters to the business, at least 0; 1 for each that
   *     is not named
   */
  public ServiceGraph(
      Map<String, ? extends Collection<String>> calls,
      Map<String, String> placement,
      Map<String, Double> weights) {
    calls.forEach(
        (caller, called) -> {
          callees.computeIfAbsent(caller, any -> new TreeSet<>()).addAll(called);
          callers.computeIfAbsent(caller, any -> new TreeSet<>());
          for (String callee : called) {
            callees.computeIfAbsent(callee, any -> new TreeSet<>());
            callers.computeIfAbsent(callee, any -> new TreeSet<>()).add(caller);
          }
        });
    hosts = new TreeMap<>(placement);
    placement.forEach(
        (service, host) -> services.computeIfAbsent(host, any -> new TreeSet<>()).add(service));
    this.weights = new TreeMap<>(weights);
    weights.forEach(ServiceGraph::requireWeight);
    all = new TreeSet<>(callees.keySet());
    all.addAll(hosts.keySet());
    all.addAll(weights.keySet());
    weightOfAll = weightOf(all);
  }

  private static void requireWeight(String service, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weight of %s must be >= 0, was %s".formatted(service, weight));
    }
  }

  /** Whom a service calls; none if it is not known. */
  public Set<String> callees(String service) {
    return callees.getOrDefault(service, Set.of());
  }

  /** Who calls a service; none if it is not known. */
  public Set<String> callers(String service) {
    return callers.getOrDefault(service, Set.of());
  }

  /** Where a service runs; empty if it is not known. */
  public String hostOf(String service) {
    return hosts.getOrDefault(service, "");
  }

  /** What runs on a host. */
  public Set<String> servicesOn(String host) {
    return services.getOrDefault(host, Set.of());
  }

  /** How much a service matters, at least 0. */
  public double weightOf(String service) {
    return weights.getOrDefault(service, USUAL_WEIGHT);
  }

  /** How much some services matter among all that are known, in [0, 1]; 0 if none is known. */
  public double shareOf(Collection<String> some) {
    List<String> known = new ArrayList<>(some);
    known.retainAll(all);
    return weightOfAll == 0 ? 0 : weightOf(known) / weightOfAll;
  }

  private double weightOf(Collection<String> some) {
    double sum = 0;
    for (String service : some) {
      sum += weightOf(service);
    }
    return sum;
  }

  /** True if it is known whom a service calls, who calls it, or where it runs. */
  public boolean places(String service) {
    return callees.containsKey(service) || hosts.containsKey(service);
  }

  /** How many services are known. */
  public int size() {
    return all.size();
  }

  /** Writes all of it. */
  void write(DataOutput out) throws IOException {
    out.writeInt(callees.size());
    for (Map.Entry<String, Set<String>> one : callees.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeInt(one.getValue().size());
      for (String callee : one.getValue()) {
        out.writeUTF(callee);
      }
    }
    out.writeInt(hosts.size());
    for (Map.Entry<String, String> one : hosts.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeUTF(one.getValue());
    }
    out.writeInt(weights.size());
    for (Map.Entry<String, Double> one : weights.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeDouble(one.getValue());
    }
  }

  /** Reads what {@link #write} wrote. */
  static ServiceGraph read(DataInput in) throws IOException {
    Map<String, List<String>> calls = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      List<String> called = calls.computeIfAbsent(in.readUTF(), any -> new ArrayList<>());
      for (int callees = in.readInt(); callees > 0; callees--) {
        called.add(in.readUTF());
      }
    }
    Map<String, String> placement = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      placement.put(in.readUTF(), in.readUTF());
    }
    Map<String, Double> weights = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      weights.put(in.readUTF(), in.readDouble());
    }
    return new ServiceGraph(calls, placement, weights);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceGraph graph
        && callees.equals(graph.callees)
        && hosts.equals(graph.hosts)
        && weights.equals(graph.weights);
  }

  @Override
  public int hashCode() {
    return Objects.hash(callees, hosts, weights);
  }

  /** Everything known, in one line. */
  @Override
  public String toString() {
    return "%d services on %d hosts".formatted(size(), services.size());
  }
}
