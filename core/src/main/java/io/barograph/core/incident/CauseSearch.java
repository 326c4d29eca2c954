package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.ServiceAlerts.Stretch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final int MOST_SUSPECTS = 3;

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
   * The causes of some alerts.
   *
   * @param alerts that began, in the order of {@link AlertSignal#ORDER}
   * @param now milliseconds since the epoch
   */
  Explanation explain(List<AlertSignal> alerts, long now, ChanceAlerts chance) {
    List<Hypothesis> causes = new ArrayList<>();
    Open open = new Open(alerts, now, logChance(now, chance));
    while (true) {
      List<Walk> walks = walks(open);
      Walk best = walks.stream().reduce(CauseSearch::better).orElse(null);
      if (best == null || best.evidence <= logEvidence || best.alerts < 2) {
        return new Explanation(causes, open.rest());
      }
      causes.add(best.hypothesis(suspects(best, walks)));
      open.remove(best);
    }
  }

  /** Of each priority, the logarithm of the probability that an alert came by chance. */
  private double[] logChance(long now, ChanceAlerts chance) {
    Priority[] priorities = Priority.values();
    double[] logs = new double[priorities.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = chance.logProbability(priorities[i], graph.size(), now, 2 * window);
    }
    return logs;
  }

  /** What no cause has explained yet. */
  private static final class Open {
    final Map<String, ServiceAlerts> byService = new TreeMap<>();
    final long now;
    final double[] logChance;

    Open(List<AlertSignal> alerts, long now, double[] logChance) {
      this.now = now;
      this.logChance = logChance;
      for (AlertSignal alert : alerts) {
        byService.computeIfAbsent(alert.service(), any -> new ServiceAlerts()).add(alert);
      }
    }

    boolean has(String service) {
      return byService.containsKey(service);
    }

    long first(String service) {
      return byService.get(service).get(0).time();
    }

    /** The alerts of a service from an instant on, as {@link ServiceAlerts#from} has them. */
    Stretch from(String service, long from, long until, long window) {
      ServiceAlerts some = byService.get(service);
      return some == null ? Stretch.NONE : some.from(from, until, window);
    }

    long firstOf(String service, Stretch stretch) {
      return byService.get(service).get(stretch.from()).time();
    }

    void remove(Walk explained) {
      for (Walk.Step step : explained.joined) {
        byService.get(step.service).remove(step.stretch);
      }
      byService.values().removeIf(ServiceAlerts::isEmpty);
    }

    List<AlertSignal> rest() {
      List<AlertSignal> rest = new ArrayList<>();
      byService.values().forEach(some -> rest.addAll(some.all()));
      return rest;
    }
  }

  /** From each place where it may have begun. */
  private List<Walk> walks(Open open) {
    Set<String> roots = new TreeSet<>(open.byService.keySet());
    Set<String> hosts = new TreeSet<>();
    for (String service : open.byService.keySet()) {
      roots.addAll(graph.callees(service));
      hosts.add(graph.hostOf(service));
    }
    List<Walk> walks = new ArrayList<>();
    roots.forEach(root -> walks.add(ofService(root, open)));
    hosts.forEach(host -> walks.add(ofHost(host, open)));
    walks.removeIf(Objects::isNull);
    return walks;
  }

  /** The places that would explain most of what the best one does, weighed against each other. */
  private static List<Suspect> suspects(Walk best, List<Walk> walks) {
    List<Walk> rivals = new ArrayList<>();
    for (Walk walk : walks) {
      if (walk != best && 2 * walk.shared(best) >= best.alerts) {
        rivals.add(walk);
      }
    }
    rivals.sort(Comparator.comparingDouble((Walk walk) -> walk.evidence).reversed());
    rivals.add(0, best);
    double all = 0;
    for (Walk walk : rivals) {
      all += Math.exp(walk.evidence - best.evidence);
    }
    List<Suspect> suspects = new ArrayList<>();
    for (Walk walk : rivals.subList(0, Math.min(MOST_SUSPECTS, rivals.size()))) {
      suspects.add(new Suspect(walk.root, Math.exp(walk.evidence - best.evidence) / all));
    }
    return suspects;
  }

  private static Walk better(Walk one, Walk other) {
    return one == null || (other != null && other.evidence > one.evidence) ? other : one;
  }

  /** What the failure of a service explains; null if it cannot have failed. */
  private Walk ofService(String root, Open open) {
    Walk walk = new Walk(Hypothesis.Cause.SERVICE, root, open, logPrior);
    if (open.has(root)) {
      long first = open.first(root);
      Stretch alerts = open.from(root, first, first, window);
      walk.join(root, 0, "", alerts, againstChance(root, alerts, open));
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
    return walk;
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
      long until = Math.max(first, walk.began.get(service)) + window;
      Stretch alerts = walk.open.from(caller, first - window, until, window);
      if (alerts.isEmpty()) {
        continue;
      }
      long before = Math.max(0, first - walk.open.firstOf(caller, alerts));
      double early = hasAlerted ? 4.0 * before / window : 0;
      double gain = againstChance(caller, alerts, walk.open) + logSpread - early;
      if (gain > logJoin) {
        walk.join(caller, walk.hops.get(service) + 1, service, alerts, gain);
      }
    }
  }

  /** What the failure of a host explains; null if too little of what runs on it alerts. */
  private Walk ofHost(String host, Open open) {
    Set<String> services = graph.servicesOn(host);
    Walk best = null;
    for (String earliest : services) {
      if (open.has(earliest)) {
        best = better(best, ofHost(host, open.first(earliest), open));
      }
    }
    return best;
  }

  private Walk ofHost(String host, long from, Open open) {
    Set<String> services = graph.servicesOn(host);
    Walk walk = new Walk(Hypothesis.Cause.HOST, host, open, logPrior);
    for (String service : services) {
      Stretch alerts = open.from(service, from, from + window, window);
      if (!alerts.isEmpty()) {
        double late = open.firstOf(service, alerts) - from - window / 2.0;
        double slow = Math.max(0, late) / (window / 4.0);
        double gain = againstChance(service, alerts, open) + logHostSpread - slow;
        walk.join(service, 1, "", alerts, gain);
      }
    }
    int alerting = walk.first.size();
    if (alerting < 2 || 2 * alerting < services.size()) {
      return null;
    }
    walk.evidence += logHostSilent * (services.size() - alerting) * due(from, open.now);
    return walk;
  }

  /** The share of what is to come after {@code first} that should have come by {@code now}. */
  private double due(long first, long now) {
    return Math.min(1, Math.max(0, now - first) / (double) window);
  }

  /** How unlikely it is that a service has these alerts by chance. */
  private double againstChance(String service, Stretch alerts, Open open) {
    ServiceAlerts some = open.byService.get(service);
    double sum = logAgain * (alerts.size() - 1);
    for (int priority = 0; priority < open.logChance.length; priority++) {
      sum -= some.count(alerts, priority) * open.logChance[priority];
    }
    return sum;
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** From a root to those that it explains. */
  private static final class Walk {
    final Hypothesis.Cause cause;
    final String root;
    final Open open;
    final Map<String, Integer> hops = new HashMap<>();
    final Map<String, Long> first = new HashMap<>();

    /** When the failure can have reached a service: not before what it depends on. */
    final Map<String, Long> began = new HashMap<>();

    final Queue<String> next = new ArrayDeque<>();
    final List<Step> joined = new ArrayList<>();
    double evidence;
    int alerts;

    /** The alerts of a service that it explains. */
    record Step(String service, Stretch stretch, int distance, String from, double score) {}

    Walk(Hypothesis.Cause cause, String root, Open open, double evidence) {
      this.cause = cause;
      this.root = root;
      this.open = open;
      this.evidence = evidence;
    }

    void begin(String service, long at) {
      hops.put(service, 0);
      first.put(service, at);
      began.put(service, at);
      next.add(service);
    }

    /** Takes the alerts of a service, which speak for the cause by so much more than chance. */
    void join(String service, int distance, String from, Stretch stretch, double gain) {
      evidence += gain;
      alerts += stretch.size();
      hops.put(service, distance);
      long at = open.firstOf(service, stretch);
      first.put(service, at);
      began.put(service, Math.max(at, began.getOrDefault(from, at)));
      next.add(service);
      joined.add(new Step(service, stretch, distance, from, probability(gain)));
    }

    void stayedSilent(String service, double against) {
      evidence += against;
      hops.put(service, Integer.MAX_VALUE);
    }

    /** What it comes to; its alerts are still open. */
    Hypothesis hypothesis(List<Suspect> suspects) {
      List<Hypothesis.Joined> all = new ArrayList<>(alerts);
      for (Step step : joined) {
        for (AlertSignal alert : open.byService.get(step.service).of(step.stretch)) {
          all.add(new Hypothesis.Joined(alert, step.distance, step.from, step.score));
        }
      }
      return new Hypothesis(cause, root, evidence, all, suspects);
    }

    /** How many alerts are on services that both explain. */
    int shared(Walk other) {
      int shared = 0;
      for (Step step : other.joined) {
        shared += first.containsKey(step.service) ? step.stretch.size() : 0;
      }
      return shared;
    }
  }
}
