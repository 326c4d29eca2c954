package io.barograph.core.inspect;

import io.barograph.core.alert.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The answers of one job to one question, put together. Not thread-safe. */
public final class StateReport {
  private final StateAnswer.Scope scope;
  private final Set<StateAnswer.Answerer> heard = new HashSet<>();
  private final Map<String, Integer> parallelisms = new HashMap<>();
  private final List<InspectedSeries> series = new ArrayList<>();
  private final List<InspectedAlert> alerts = new ArrayList<>();
  private final List<SupportingSeries> supports = new ArrayList<>();
  private final SortedMap<Owner, InspectedRule> rules = new TreeMap<>(Owner.ORDER);
  private boolean isTruncated;

  /** Nobody has answered yet. */
  public StateReport(StateAnswer.Scope scope) {
    this.scope = scope;
  }

  /** Takes an answer; one that came before is passed over. */
  public void add(StateAnswer answer) {
    StateAnswer.Answerer from = answer.from();
    if (!heard.add(from)) {
      return;
    }
    parallelisms.put(operator(from.stage(), from.level()), from.parallelism());
    isTruncated |= answer.truncated();
    series.addAll(answer.series());
    alerts.addAll(answer.alerts());
    supports.addAll(answer.supports());
    answer.rules().forEach(rule -> rules.merge(rule.owner(), rule, InspectedRule::plus));
  }

  private static String operator(String stage, int level) {
    return level + " " + stage;
  }

  /** True if everybody has answered. */
  public boolean isComplete() {
    return missing().isEmpty();
  }

  /** Who has not answered, in words. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String stage : scope.stages()) {
      for (int level = 0; level <= scope.levels(); level++) {
        Integer parallelism = parallelisms.get(operator(stage, level));
        if (parallelism == null) {
          missing.add(
              "%s of stage %s".formatted(level == 0 ? "series" : "groups, level " + level, stage));
          continue;
        }
        for (int subtask = 0; subtask < parallelism; subtask++) {
          StateAnswer.Answerer one =
              new StateAnswer.Answerer(scope, stage, level, subtask, parallelism);
          if (!heard.contains(one)) {
            missing.add(one.name());
          }
        }
      }
    }
    return missing;
  }

  /** The name of the job. */
  public String job() {
    return scope.job();
  }

  /** True if there is more than was said. */
  public boolean isTruncated() {
    return isTruncated;
  }

  /** By their labels. */
  public List<InspectedSeries> series() {
    return series.stream().sorted(Comparator.comparing(InspectedSeries::labels)).toList();
  }

  /** By their labels. */
  public List<InspectedAlert> alerts() {
    return alerts.stream().sorted(Comparator.comparing(InspectedAlert::labels)).toList();
  }

  /** The alerts that rest on a series alone. */
  public List<InspectedAlert> alertsOf(InspectedSeries one) {
    return alerts().stream().filter(one::carries).toList();
  }

  /** The series that an alert rests on, by leaf and labels. */
  public List<SupportingSeries> supportsOf(InspectedAlert alert) {
    return supports.stream()
        .filter(one -> one.supports(alert))
        .sorted(
            Comparator.comparingLong(SupportingSeries::bit)
                .thenComparing(SupportingSeries::leaf)
                .thenComparing(SupportingSeries::series))
        .toList();
  }

  /** By pack, group and rule. */
  public List<InspectedRule> rules() {
    return List.copyOf(rules.values());
  }
}
