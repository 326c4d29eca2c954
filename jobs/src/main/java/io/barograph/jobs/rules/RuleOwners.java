package io.barograph.jobs.rules;

import io.barograph.core.alert.Owner;
import io.barograph.promql.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The owners of a job's alerts, and which alerts can have several.
 *
 * <p>An alert has the name of its rule, so two rules can give the same alert only if they have the
 * same name, and unless a label stands in both with different texts.
 */
final class RuleOwners {
  private final Map<String, List<Named>> rulesOf = new HashMap<>();
  private final Set<String> shared = new TreeSet<>();

  private record Named(String pack, String group, int number, Map<String, String> labels) {
    boolean standsIn(String otherPack, String otherGroup) {
      return pack.equals(otherPack) && group.equals(otherGroup);
    }

    boolean canGiveTheAlertsOf(Map<String, String> otherLabels) {
      return labels.entrySet().stream()
          .noneMatch(label -> differ(label.getValue(), otherLabels.get(label.getKey())));
    }

    private static boolean differ(String text, String other) {
      return other != null && !text.equals(other) && !isTemplate(text) && !isTemplate(other);
    }

    private static boolean isTemplate(String text) {
      return text.contains("{{");
    }
  }

  /** The owner of the alerts of one more rule; rules come in the same order each time. */
  Owner add(String pack, String version, String group, Rule.AlertingRule rule) {
    List<Named> namesakes = rulesOf.computeIfAbsent(rule.name(), any -> new ArrayList<>());
    int number = 1;
    for (Named other : namesakes) {
      if (other.canGiveTheAlertsOf(rule.labels())) {
        shared.add(rule.name());
        if (other.standsIn(pack, group)) {
          number = Math.max(number, other.number() + 1);
        }
      }
    }
    namesakes.add(new Named(pack, group, number, rule.labels()));
    return new Owner(pack, group, number == 1 ? rule.name() : rule.name() + '#' + number, version);
  }

  /** The names of the alerts that several of the rules so far can give. */
  Set<String> sharedNames() {
    return shared;
  }
}
