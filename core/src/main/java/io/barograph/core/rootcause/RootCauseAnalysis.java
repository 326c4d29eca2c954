package io.barograph.core.rootcause;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Says where an incident began.
 *
 * <p>Of an incident with measures: feed {@link #learn} with all that comes, hold the incident's
 * window back, rank it, and let it be learned after. Of an incident with alerts alone nothing needs
 * to be learned. The same input gives the same ranking, in whatever order the window came. State is
 * bounded by the series and the policy's history. Not thread-safe.
 */
public final class RootCauseAnalysis {
  private final RootCausePolicy policy;
  private final Baselines baselines;

  /** Knows nothing yet. */
  public RootCauseAnalysis(RootCausePolicy policy) {
    this.policy = policy;
    this.baselines = new Baselines(policy);
  }

  /** Takes a value as usual. */
  public void learn(Measure measure) {
    baselines.learn(measure);
  }

  /**
   * Takes the values of a window that was ranked as usual, but not what is out of the usual of whom
   * it blamed: a fault that lasts or comes again must not become what is usual.
   */
  public void learn(Collection<Measure> window, List<RootCandidate> ranking) {
    String blamed = ranking.isEmpty() ? "" : ranking.get(0).service();
    baselines.learn(window, new EvidenceFinder(policy, baselines).unusual(window, blamed));
  }

  /**
   * Ranks the services of an incident, the likeliest root first.
   *
   * @param window the measures since shortly before the incident was seen; nothing of it learned
   * @param alerts further evidence, {@link Evidence#alert}; may be empty
   * @param changes by the service, when it was changed last, milliseconds since the epoch
   * @return who has anything against it; empty if nothing is out of the usual
   */
  public List<RootCandidate> rank(
      CallGraph graph,
      Collection<Measure> window,
      Collection<Evidence> alerts,
      Map<String, Long> changes) {
    List<Evidence> evidence = new ArrayList<>(alerts);
    evidence.addAll(new EvidenceFinder(policy, baselines).find(window));
    return RootRanking.rank(policy, graph, evidence, changes);
  }

  /** Ranks the services of an incident of which only the alerts are known. */
  public static List<RootCandidate> rankAlerts(
      RootCausePolicy policy,
      CallGraph graph,
      Collection<Evidence> alerts,
      Map<String, Long> changes) {
    return RootRanking.rank(policy, graph, alerts, changes);
  }
}
