package io.barograph.core.rootcause;

import io.barograph.core.rootcause.RootCandidate.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ranks services by the evidence against them.
 *
 * <p>The strength of a piece of evidence is its deviation (is it chance?) times its share (does it
 * matter?). The share of seconds and failures is the part of everything, the usual included, that
 * they add in the whole graph; of a duration, less what its callees add. The share of a ratio is
 * that of the service itself, and of a utilisation that of its limit. A service is as suspect as
 * the strongest evidence of one kind against it. The errors and alerts of a caller are then passed
 * to the most suspect service that it depends on, as far as that is as suspect as they are strong:
 * what is passed speaks for it. So callers, clients and proxies of what failed go behind it because
 * of what they call, and not because of their names.
 */
final class RootRanking {
  private final RootCausePolicy policy;
  private final CallGraph graph;
  private final Map<String, Suspect> suspects = new TreeMap<>();

  private RootRanking(RootCausePolicy policy, CallGraph graph) {
    this.policy = policy;
    this.graph = graph;
  }

  /** What is known of a service. */
  private static final class Suspect {
    private final Map<SignalKind, Part> strongest = new EnumMap<>(SignalKind.class);
    private final List<Part> explained = new ArrayList<>();
    private final Map<SignalKind, Double> passedOn = new EnumMap<>(SignalKind.class);
    private double passedAlong;
    private long since = Evidence.NEVER;
    private long changedAt = Evidence.NEVER;

    void add(Part part, long from) {
      strongest.merge(part.kind(), part, (a, b) -> b.strength() > a.strength() ? b : a);
      since = Math.min(since, from);
    }

    /** How strong the strongest evidence is. */
    double own() {
      double most = 0;
      for (Part part : strongest.values()) {
        most = Math.max(most, part.strength());
      }
      return most;
    }

    double score() {
      double score = 0;
      for (Part part : strongest.values()) {
        score = Math.max(score, part.strength() - passedOn.getOrDefault(part.kind(), 0.0));
      }
      for (Part part : explained) {
        score += part.strength();
      }
      return score - passedAlong;
    }

    List<Part> parts() {
      List<Part> parts = new ArrayList<>(strongest.values());
      parts.addAll(explained);
      parts.removeIf(part -> part.strength() <= 0);
      parts.sort(Comparator.comparingDouble(Part::strength).reversed());
      return parts;
    }
  }

  /** Ranks, the likeliest first. */
  static List<RootCandidate> rank(
      RootCausePolicy policy,
      CallGraph graph,
      Collection<Evidence> evidence,
      Map<String, Long> changes) {
    RootRanking ranking = new RootRanking(policy, graph);
    ranking.weigh(evidence);
    ranking.passOn(SignalKind.DURATION);
    ranking.passOn(SignalKind.ERRORS);
    ranking.passOn(SignalKind.ALERT);
    ranking.date(changes);
    return ranking.candidates();
  }

  private void weigh(Collection<Evidence> evidence) {
    Map<SignalKind, Double> usual = new EnumMap<>(SignalKind.class);
    Map<String, Double> slower = new TreeMap<>();
    for (Evidence one : evidence) {
      usual.merge(one.kind().sumsWith(), one.usual(), Double::sum);
      if (one.kind() == SignalKind.DURATION) {
        slower.merge(one.service(), one.harm(), Double::sum);
      }
    }
    for (Evidence one : evidence) {
      double harm = one.harm();
      double all = usual.getOrDefault(one.kind().sumsWith(), 0.0);
      double share;
      if (one.kind() == SignalKind.UTILISATION) {
        share = Math.min(1, harm / one.usual());
      } else if (one.kind().isRatio()) {
        share = harm / (harm + one.usual());
      } else {
        if (one.kind() == SignalKind.DURATION) {
          for (String callee : graph.calleesOf(one.service())) {
            harm -= slower.getOrDefault(callee, 0.0);
          }
        }
        share = harm <= 0 ? 0 : one.kind() == SignalKind.ALERT ? 1 : harm / (harm + all);
      }
      Part part =
          new Part(
              one.kind(),
              one.signal(),
              one.peer(),
              one.deviation() * share,
              one.deviation(),
              share,
              false);
      suspects.computeIfAbsent(one.service(), any -> new Suspect()).add(part, one.since());
    }
  }

  /** Passes what callees explain to them, and with it as much of what was passed before. */
  private void passOn(SignalKind kind) {
    Map<String, Double> received = new TreeMap<>();
    for (String service : callersFirst()) {
      Suspect suspect = suspects.get(service);
      Part symptom = suspect.strongest.get(kind);
      String cause = symptom == null ? null : mostSuspect(service);
      if (cause != null && symptom.strength() > 0) {
        double passed = Math.min(symptom.strength(), suspects.get(cause).own());
        double along = passed / symptom.strength() * received.getOrDefault(service, 0.0);
        suspect.passedOn.put(kind, passed);
        suspect.passedAlong += along;
        received.merge(cause, passed + along, Double::sum);
        suspects
            .get(cause)
            .explained
            .add(
                new Part(
                    kind,
                    symptom.signal(),
                    service,
                    passed + along,
                    symptom.deviation(),
                    symptom.share(),
                    true));
      }
    }
  }

  /** The suspects, each after its callers; where calls go in a circle, by name. */
  private List<String> callersFirst() {
    List<String> order = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    for (String service : suspects.keySet()) {
      addAfterCallers(service, seen, order);
    }
    return order;
  }

  private void addAfterCallers(String service, Set<String> seen, List<String> order) {
    if (seen.add(service)) {
      for (String caller : graph.callersOf(service)) {
        addAfterCallers(caller, seen, order);
      }
      if (suspects.containsKey(service)) {
        order.add(service);
      }
    }
  }

  /** Of what a service depends on; the deepest, the earliest, the first by name if equal. */
  private String mostSuspect(String service) {
    TreeSet<String> seen = new TreeSet<>(List.of(service));
    List<String> reached = List.of(service);
    String most = null;
    for (int hop = 1; hop <= policy.hops(); hop++) {
      TreeSet<String> next = new TreeSet<>();
      for (String caller : reached) {
        next.addAll(graph.calleesOf(caller));
      }
      next.removeAll(seen);
      seen.addAll(next);
      String here = null;
      for (String callee : next) {
        Suspect suspect = suspects.get(callee);
        if (suspect != null && suspect.own() > 0 && (here == null || isBefore(callee, here))) {
          here = callee;
        }
      }
      if (here != null && (most == null || suspects.get(here).own() >= suspects.get(most).own())) {
        most = here;
      }
      reached = List.copyOf(next);
    }
    return most;
  }

  private boolean isBefore(String one, String other) {
    Suspect a = suspects.get(one);
    Suspect b = suspects.get(other);
    int bySuspicion = Double.compare(a.own(), b.own());
    return bySuspicion > 0 || (bySuspicion == 0 && a.since < b.since);
  }

  /** Finds the changes that may have done it. */
  private void date(Map<String, Long> changes) {
    suspects.forEach(
        (service, suspect) -> {
          suspect.changedAt = recent(changes.get(service), suspect.since);
          for (String callee : graph.calleesOf(service)) {
            long at = recent(changes.get(callee), suspect.since);
            suspect.changedAt = Math.min(suspect.changedAt, at);
          }
        });
  }

  private long recent(Long change, long since) {
    boolean isRecent =
        change != null
            && since != Evidence.NEVER
            && change <= since
            && since - change <= policy.changeWindow().toMillis();
    return isRecent ? change : Evidence.NEVER;
  }

  private List<RootCandidate> candidates() {
    List<RootCandidate> all = new ArrayList<>();
    suspects.forEach(
        (service, suspect) -> {
          if (suspect.score() > 0) {
            all.add(
                new RootCandidate(
                    service,
                    suspect.score(),
                    suspect.parts(),
                    path(service),
                    suspect.since,
                    suspect.changedAt));
          }
        });
    all.sort(
        Comparator.comparingDouble(this::weight)
            .reversed()
            .thenComparing(RootCandidate::since)
            .thenComparing(RootCandidate::service));
    return all;
  }

  private double weight(RootCandidate candidate) {
    return candidate.wasChanged() ? candidate.score() / policy.changeShare() : candidate.score();
  }

  /** From caller to caller as long as one suffers, to the one that suffers most. */
  private List<String> path(String root) {
    List<String> path = new ArrayList<>(List.of(root));
    String at = root;
    while (at != null) {
      String next = null;
      for (String caller : graph.callersOf(at)) {
        if (!path.contains(caller)
            && suffering(caller) > 0
            && (next == null || suffering(caller) > suffering(next))) {
          next = caller;
        }
      }
      if (next != null) {
        path.add(0, next);
      }
      at = next;
    }
    return path;
  }

  /** By how much a service's own symptoms deviate, if they do. */
  private double suffering(String service) {
    Suspect suspect = suspects.get(service);
    double most = 0;
    if (suspect != null) {
      for (Part part : suspect.strongest.values()) {
        boolean isSeen = part.kind().isSymptom() || part.kind() == SignalKind.DURATION;
        boolean isMuch = part.kind() == SignalKind.ALERT || part.deviation() >= policy.onset();
        most = isSeen && isMuch ? Math.max(most, part.deviation()) : most;
      }
    }
    return most;
  }
}
