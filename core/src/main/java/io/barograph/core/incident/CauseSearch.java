package io.barograph.core.incident;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Explains alerts by as few causes as possible: a service that failed, with those that call it, or
 * a host, with what runs on it.
 *
 * <p>Each cause is weighed by the logarithm of its odds against chance: what it explains would have
 * had to come by chance, and each caller that should have alerted by now and has not speaks against
 * it. The best cause is taken with all that it explains, then the best for the rest, as in greedy
 * set cover; what no cause explains well enough is left alone. A root may alert late, or never;
 * then more than half of its callers must alert. The cost is that of the part of the graph around
 * what alerts. Thread-safe, without state.
 */
final class CauseSearch {
  private final CorrelationPolicy policy;
  private final ServiceGraph graph;
  private final long window;
  private final double logSpread;
  private final double logHostSpread;
  private final double logHostSilent;
  private final double logAgain;
  private final double logSilentRoot;
  private final double logPrior;
  private final double logEvidence;
  private final double logJoin;

  CauseSearch(CorrelationPolicy policy, ServiceGraph graph) {
    this.policy = policy;
    this.graph = graph;
    this.window = policy.window().toMillis();
    this.logSpread = Math.log(policy.spread());
    this.logHostSpread = Math.log(policy.hostSpread());
    this.logHostSilent = Math.log(1 - policy.hostSpread());
    this.logAgain = Math.log(policy.again());
    this.logSilentRoot = Math.log(policy.silentRoot());
    this.logPrior = Math.log(policy.prior());
    this.logEvidence = Math.log(policy.evidence());
    this.logJoin = Math.log(policy.joinScore() / (1 - policy.joinScore()));
  }

  /**
   * The causes of some alerts, the best first.
   *
   * @param alerts that began, in the order of {@link AlertSignal#ORDER}
   * @param now milliseconds since the epoch
   */
  List<Hypothesis> explain(List<AlertSignal> alerts, long now, ChanceAlerts chance) {
    List<Hypothesis> causes = new ArrayList<>();
    Open open = new Open(alerts, now, chance);
    while (true) {
      Hypothesis best = best(open);
      if (best == null || best.evidence() <= logEvidence || best.joined().size() < 2) {
        return causes;
      }
      causes.add(best);
      open.remove(best);
    }
  }

  /** What no cause has explained yet, by service, each in order. */
  private static final class Open {
    final Map<String, List<AlertSignal>> byService = new TreeMap<>();
    final long now;
    final ChanceAlerts chance;

    Open(List<AlertSignal> alerts, long now, ChanceAlerts chance) {
      this.now = now;
      this.chance = chance;
      for (AlertSignal alert : alerts) {
        byService.computeIfAbsent(alert.service(), any -> new ArrayList<>()).add(alert);
      }
    }

    boolean has(String service) {
      return byService.containsKey(service);
    }

    long first(String service) {
      return byService.get(service).get(0).time();
    }

    /** The alerts of a service from an instant on, up to so long behind the first of them. */
    List<AlertSignal> from(String service, long from, long until, long window) {
      List<AlertSignal> some = new ArrayList<>();
      for (AlertSignal alert : byService.getOrDefault(service, List.of())) {
        boolean isFirst = some.isEmpty() && alert.time() >= from && alert.time() <= until;
        if (isFirst || (!some.isEmpty() && alert.time() <= some.get(0).time() + window)) {
          some.add(alert);
        }
      }
      return some;
    }

    void remove(Hypothesis explained) {
      Set<String> ids = new HashSet<>();
      explained.joined().forEach(joined -> ids.add(joined.alert().id()));
      byService.values().forEach(some -> some.removeIf(alert -> ids.contains(alert.id())));
      byService.values().removeIf(List::isEmpty);
    }
  }

  private Hypothesis best(Open open) {
    Set<String> roots = new TreeSet<>(open.byService.keySet());
    Set<String> hosts = new TreeSet<>();
    for (String service : open.byService.keySet()) {
      roots.addAll(graph.callees(service));
      hosts.add(graph.hostOf(service));
    }
    Hypothesis best = null;
    for (String root : roots) {
      best = better(best, ofService(root, open));
    }
    for (String host : hosts) {
      best = better(best, ofHost(host, open));
    }
    return best;
  }

  private static Hypothesis better(Hypothesis one, Hypothesis other) {
    return one == null || (other != null && other.evidence() > one.evidence()) ? other : one;
  }

  /** What the failure of a service explains; null if it cannot have failed. */
  private Hypothesis ofService(String root, Open open) {
    Walk walk = new Walk(open, logPrior);
    if (open.has(root)) {
      long first = open.first(root);
      List<AlertSignal> alerts = open.from(root, first, first, window);
      walk.join(root, 0, "", alerts, againstChance(alerts, open));
    } else {
      Set<String> callers = graph.callers(root);
      List<String> alerting = callers.stream().filter(open::has).toList();
      if (alerting.isEmpty() || (callers.size() > 1 && 2 * alerting.size() <= callers.size())) {
        return null;
      }
      walk.begin(root, alerting.stream().mapToLong(open::first).min().orElseThrow());
      walk.evidence += logSilentRoot;
    }
    while (!walk.next.isEmpty()) {
      String service = walk.next.remove();
      if (walk.hops.get(service) < policy.maxHops()) {
        callersOf(service, open.has(root) || !service.equals(root), walk);
      }
    }
    return new Hypothesis(Hypothesis.Cause.SERVICE, root, walk.evidence, walk.joined);
  }

  private void callersOf(String service, boolean hasAlerted, Walk walk) {
    long first = walk.first.get(service);
    for (String caller : graph.callers(service)) {
      if (walk.hops.containsKey(caller)) {
        continue;
      }
      if (!walk.open.has(caller)) {
        walk.stayedSilent(caller, Math.log(1 - policy.spread() * due(first, walk.open.now)));
        continue;
      }
      List<AlertSignal> alerts = walk.open.from(caller, first - window, first + window, window);
      if (alerts.isEmpty()) {
        continue;
      }
      long before = Math.max(0, first - alerts.get(0).time());
      double early = hasAlerted ? 4.0 * before / window : 0;
      double gain = againstChance(alerts, walk.open) + logSpread - early;
      if (gain > logJoin) {
        walk.join(caller, walk.hops.get(service) + 1, service, alerts, gain);
      }
    }
  }

  /** What the failure of a host explains; null if too little of what runs on it alerts. */
  private Hypothesis ofHost(String host, Open open) {
    Set<String> services = graph.servicesOn(host);
    Hypothesis best = null;
    for (String earliest : services) {
      if (open.has(earliest)) {
        best = better(best, ofHost(host, open.first(earliest), open));
      }
    }
    return best;
  }

  private Hypothesis ofHost(String host, long from, Open open) {
    Set<String> services = graph.servicesOn(host);
    Walk walk = new Walk(open, logPrior);
    for (String service : services) {
      List<AlertSignal> alerts = open.from(service, from, from + window, window);
      if (!alerts.isEmpty()) {
        double slow = Math.max(0, alerts.get(0).time() - from - window / 2.0) / (window / 4.0);
        double gain = againstChance(alerts, open) + logHostSpread - slow;
        walk.join(service, 1, "", alerts, gain);
      }
    }
    int alerting = walk.first.size();
    if (alerting < 2 || 2 * alerting < services.size()) {
      return null;
    }
    walk.evidence += logHostSilent * (services.size() - alerting) * due(from, open.now);
    return new Hypothesis(Hypothesis.Cause.HOST, host, walk.evidence, walk.joined);
  }

  /** The share of what is to come after {@code first} that should have come by {@code now}. */
  private double due(long first, long now) {
    return Math.min(1, Math.max(0, now - first) / (double) window);
  }

  /** How unlikely it is that a service has these alerts by chance. */
  private double againstChance(List<AlertSignal> alerts, Open open) {
    double sum = logAgain * (alerts.size() - 1);
    for (AlertSignal alert : alerts) {
      sum -= open.chance.logProbability(alert.priority(), graph.size(), open.now, 2 * window);
    }
    return sum;
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** From a root to those that it explains. */
  private static final class Walk {
    final Open open;
    final Map<String, Integer> hops = new HashMap<>();
    final Map<String, Long> first = new HashMap<>();
    final Queue<String> next = new ArrayDeque<>();
    final List<Hypothesis.Joined> joined = new ArrayList<>();
    double evidence;

    Walk(Open open, double evidence) {
      this.open = open;
      this.evidence = evidence;
    }

    void begin(String service, long at) {
      hops.put(service, 0);
      first.put(service, at);
      next.add(service);
    }

    /** Takes the alerts of a service, which speak for the cause by so much more than chance. */
    void join(String service, int distance, String from, List<AlertSignal> alerts, double gain) {
      evidence += gain;
      hops.put(service, distance);
      first.put(service, alerts.get(0).time());
      next.add(service);
      for (AlertSignal alert : alerts) {
        joined.add(new Hypothesis.Joined(alert, distance, from, probability(gain)));
      }
    }

    void stayedSilent(String service, double against) {
      evidence += against;
      hops.put(service, Integer.MAX_VALUE);
    }
  }
}
