package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Explains alerts by the graph of services where it knows them, and by what they have in common
 * where it does not; it learns from what is over how alerts come by chance. Not thread-safe.
 */
final class AlertExplainer {
  private static final int MOST_IN_POOL = 50_000;

  private final CorrelationPolicy policy;
  private final AlikeSearch alike;

  /** One text of each trait of late, which many alerts have. */
  private final Map<String, String> pool = new HashMap<>();

  private TraitShares shares = new TraitShares();
  private ChanceAlerts chance = new ChanceAlerts();
  private ServiceGraph graph;
  private CauseSearch search;

  AlertExplainer(CorrelationPolicy policy) {
    this.policy = policy;
    this.alike = new AlikeSearch(policy.likeness(), policy.again());
    follow(ServiceGraph.EMPTY);
  }

  /** Takes a graph in place of the one before. */
  void follow(ServiceGraph newGraph) {
    graph = newGraph;
    search = new CauseSearch(policy, newGraph);
  }

  ServiceGraph graph() {
    return graph;
  }

  /** Takes that time goes on, in milliseconds since the epoch. */
  void begin(long now) {
    chance.begin(now);
    shares.begin(now);
  }

  /** The alert as far as it is looked at: what it has in common with others only if that counts. */
  AlertSignal lookAt(AlertSignal alert) {
    if (isPlaced(alert)) {
      return alert.withTraits(AlertTraits.NONE);
    }
    if (pool.size() > MOST_IN_POOL) {
      pool.clear();
    }
    return alert.withTraits(
        alert.traits().each(trait -> pool.computeIfAbsent(trait, any -> trait)));
  }

  /** True if the graph knows where it is. */
  boolean isPlaced(AlertSignal alert) {
    return graph.places(alert.service());
  }

  /** True if something can explain it together with others. */
  boolean canExplain(AlertSignal alert) {
    return !alert.service().isEmpty() || !alert.traits().isEmpty();
  }

  /** How long after such an alert others of its cause may begin, in milliseconds. */
  long patience(AlertSignal alert) {
    return (isPlaced(alert) ? policy.window() : policy.likeness().window()).toMillis();
  }

  /**
   * The causes of some alerts.
   *
   * @param alerts that began, in the order of {@link AlertSignal#ORDER}
   * @param now milliseconds since the epoch
   */
  Explanation explain(List<AlertSignal> alerts, long now) {
    List<AlertSignal> placed = new ArrayList<>();
    List<AlertSignal> unknown = new ArrayList<>();
    for (AlertSignal alert : alerts) {
      (isPlaced(alert) ? placed : unknown).add(alert);
    }
    Explanation byGraph = search.explain(placed, now, chance);
    if (unknown.isEmpty()) {
      return byGraph;
    }
    Explanation byLikeness = alike.explain(unknown, now, shares);
    List<Hypothesis> causes = new ArrayList<>(byGraph.causes());
    causes.addAll(byLikeness.causes());
    List<AlertSignal> unexplained = new ArrayList<>(byGraph.unexplained());
    unexplained.addAll(byLikeness.unexplained());
    return new Explanation(causes, unexplained);
  }

  /** The logarithm of the probability of such an alert by chance, in so many milliseconds. */
  double logChance(AlertSignal alert, long now, long withinMillis) {
    if (isPlaced(alert)) {
      return chance.logProbability(alert.priority(), graph.size(), now, withinMillis);
    }
    double share = 1;
    for (String label : alert.traits().labels()) {
      share = label.endsWith('=' + alert.service()) ? Math.min(share, shares.of(label)) : share;
    }
    return Math.log(shares.rate(now) * share * withinMillis);
  }

  /** Takes that an alert belonged to nothing. */
  void stoodAlone(AlertSignal alert, long now) {
    if (isPlaced(alert)) {
      chance.add(alert.priority());
    } else {
      shares.add(traitsOf(List.of(alert)), now);
    }
  }

  /** Takes that an incident is over that was explained. */
  void isOver(OpenIncident incident, long now) {
    List<AlertSignal> unknown = new ArrayList<>(incident.alerts());
    unknown.removeIf(alert -> isPlaced(alert));
    if (!unknown.isEmpty()) {
      shares.add(traitsOf(unknown), now);
    } else if (incident.services().size() < 2) {
      incident.alerts().forEach(alert -> chance.add(alert.priority()));
    }
  }

  private static Set<String> traitsOf(Collection<AlertSignal> alerts) {
    Set<String> traits = new TreeSet<>();
    for (AlertSignal alert : alerts) {
      traits.addAll(alert.traits().labels());
      traits.addAll(alert.traits().words());
    }
    return traits;
  }

  /** Writes all that it knows. */
  void write(DataOutput out) throws IOException {
    graph.write(out);
    chance.write(out);
    shares.write(out);
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    follow(ServiceGraph.read(in));
    chance = ChanceAlerts.read(in);
    shares = new TraitShares();
    shares.read(in);
  }
}
