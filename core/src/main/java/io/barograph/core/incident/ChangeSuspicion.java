package io.barograph.core.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Suspects changes of what no other cause explains: an alert on a service that was changed shortly
 * before came of the change, or by chance.
 *
 * <p>By Bayes' rule, of the probability that a change does harm and that of such an alert on a
 * service within the policy's window by chance.
 */
final class ChangeSuspicion {
  private final CorrelationPolicy policy;
  private final RecentChanges changes;

  ChangeSuspicion(CorrelationPolicy policy, RecentChanges changes) {
    this.policy = policy;
    this.changes = changes;
  }

  /**
   * The changes that are suspected.
   *
   * @param unexplained alerts that began, in any order
   * @param now milliseconds since the epoch
   */
  List<Hypothesis> causes(List<AlertSignal> unexplained, AlertExplainer explainer, long now) {
    Map<String, List<Hypothesis.Joined>> byService = new TreeMap<>();
    long within = policy.changeWindow().toMillis();
    for (AlertSignal alert : unexplained) {
      if (changes.explain(alert.service(), alert.time())) {
        double byChance = explainer.logChance(alert, now, within);
        double score = ofHarm(Math.min(1, Math.exp(byChance)));
        if (score >= policy.joinScore()) {
          byService
              .computeIfAbsent(alert.service(), any -> new ArrayList<>())
              .add(new Hypothesis.Joined(alert, 0, "", score));
        }
      }
    }
    List<Hypothesis> causes = new ArrayList<>();
    byService.forEach(
        (service, joined) ->
            causes.add(
                new Hypothesis(
                    Hypothesis.Cause.CHANGE,
                    service,
                    0,
                    joined,
                    List.of(new Suspect(service, joined.get(0).score())))));
    return causes;
  }

  /** The probability that a change did harm, if an alert came that comes by chance so often. */
  private double ofHarm(double byChance) {
    double harm = policy.harmfulChange();
    return harm / (harm + (1 - harm) * byChance);
  }
}
