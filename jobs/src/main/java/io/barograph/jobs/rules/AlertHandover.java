package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.ActiveAlert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands alerts over where a rule reads another metric from a tick on: the alert on a series goes on
 * with the one that differs from it by the name alone.
 */
final class AlertHandover {
  private AlertHandover() {}

  /** Hands over the alerts of the rules of a domain, before the tick is evaluated. */
  static void run(SeriesTable rows, RuleSet rules, RuleSet.Domain domain, long tick) {
    Map<Labels, List<SeriesRow>> alike = new HashMap<>();
    for (SeriesRow row : rows.ordered()) {
      alike.computeIfAbsent(row.nameless(), any -> new ArrayList<>()).add(row);
    }
    for (SeriesRow row : rows.ordered()) {
      for (int place = 0; place < row.rules().length; place++) {
        int index = row.rules()[place];
        RuleSet.Entry<SeriesRule> entry = rules.rule(index);
        SeriesRule rule = entry.versions().at(tick);
        boolean isLeft =
            isAlive(row.alert(place))
                && entry.domain() == domain.id()
                && rule != null
                && !rule.reads(row.labels());
        if (isLeft) {
          handOver(row, place, index, rule, alike.get(row.nameless()));
        }
      }
    }
  }

  private static void handOver(
      SeriesRow row, int place, int index, SeriesRule rule, List<SeriesRow> heirs) {
    for (SeriesRow heir : heirs) {
      int placeOfHeir = heir.placeOf(index);
      if (placeOfHeir >= 0 && rule.reads(heir.labels()) && !isAlive(heir.alert(placeOfHeir))) {
        heir.setAlert(placeOfHeir, row.alert(place));
        row.setAlert(place, null);
        return;
      }
    }
  }

  private static boolean isAlive(ActiveAlert alert) {
    return alert != null && alert.state().status().isAlive();
  }
}
