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
 * service within the policy's window by chance. Without state.
 */
final class ChangeSuspicion {
  private final CorrelationPolicy policy;

  ChangeSuspicion(CorrelationPolicy policy) {
    this.policy = policy;
  }

  /**
   * The changes that are suspected.
   *
   * @param unexplained alerts that began, in any order
   * @param services how many services are known
   * @param now milliseconds since the epoch
   */
  List<Hypothesis> causes(
      List<AlertSignal> unexplained,
      RecentChanges changes,
      ChanceAlerts chance,
      int services,
      long now) {
    Map<String, List<Hypothesis.Joined>> byService = new TreeMap<>();
    for (AlertSignal alert : unexplained) {
      if (changes.explain(alert.service(), alert.time())) {
        double byChance =
            Math.exp(
                chance.logProbability(
                    alert.priority(), services, now, policy.changeWindow().toMillis()));
        double harm = policy.harmfulChange();
        double score = harm / (harm + (1 - harm) * Math.min(1, byChance));
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
            causes.add(new Hypothesis(Hypothesis.Cause.CHANGE, service, 0, joined)));
    return causes;
  }
}
