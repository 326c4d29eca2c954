package io.barograph.promql.rules;

import io.barograph.core.alert.AlertSeries;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.Recordings.Place;
import io.barograph.promql.rules.Rule.AlertingRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which alerts the rules of a set of rule files read by {@code ALERTS} and {@code
 * ALERTS_FOR_STATE}, and which rules so wait for themselves.
 *
 * <p>Of an alert's labels only its name and the texts that its rule sets are known before it is
 * there. A matcher on any other label, or on one whose text is a template, is taken to match.
 */
final class AlertReaders {
  private final Map<Place, Alerting> alerting = new LinkedHashMap<>();
  private final Map<Place, List<VectorSelector>> selectors = new HashMap<>();

  private record Alerting(Place place, AlertingRule rule) {
    @Override
    public String toString() {
      return "alert \"%s\" (group \"%s\" in %s)"
          .formatted(rule.name(), place.group(), place.file());
    }
  }

  /** Gives the expression of a rule as it is evaluated. */
  interface Expansion {
    /**
     * The expression of a rule with recording rules in place of what they record.
     *
     * @throws IllegalArgumentException if there is none
     */
    Expr expand(RuleFile file, RuleGroup group, int index);
  }

  AlertReaders(Collection<RuleFile> files, Expansion expansion) {
    for (RuleFile file : files) {
      for (RuleGroup group : file.groups()) {
        for (int i = 0; i < group.rules().size(); i++) {
          if (group.rules().get(i) instanceof AlertingRule rule) {
            Place place = new Place(file.name(), group.name(), i);
            alerting.put(place, new Alerting(place, rule));
            selectors.put(place, readingAlerts(file, group, i, expansion));
          }
        }
      }
    }
  }

  /** Why the rule would wait for its own alerts, by each of its selectors; empty if it does not. */
  List<String> waitsForItself(Place reader) {
    List<String> reasons = new ArrayList<>();
    for (VectorSelector selector : selectors.getOrDefault(reader, List.of())) {
      AlertingRule rule = alerting.get(reader).rule();
      if (canRead(selector, rule)) {
        reasons.add(readsItself(selector, rule.name()));
      } else {
        List<Alerting> circle = circle(reader, selector);
        if (!circle.isEmpty()) {
          reasons.add(readsInACircle(selector, circle));
        }
      }
    }
    return reasons;
  }

  /** The selectors of a rule that can read alerts; none if it cannot be evaluated at all. */
  private static List<VectorSelector> readingAlerts(
      RuleFile file, RuleGroup group, int index, Expansion expansion) {
    try {
      return Leaves.of(expansion.expand(file, group, index)).stream()
          .filter(selector -> new SeriesSelector(selector.matchers()).readsAlerts())
          .toList();
    } catch (IllegalArgumentException unusable) {
      return List.of();
    }
  }

  /**
   * The shortest way from what {@code selector} of {@code reader} reads back to {@code reader},
   * which is the last of it; empty if there is none.
   */
  private List<Alerting> circle(Place reader, VectorSelector selector) {
    Map<Place, Place> cameFrom = new HashMap<>();
    Deque<Place> next = new ArrayDeque<>();
    visit(List.of(selector), reader, cameFrom, next);
    while (!next.isEmpty()) {
      Place here = next.poll();
      if (here.equals(reader)) {
        return way(reader, cameFrom);
      }
      visit(selectors.get(here), here, cameFrom, next);
    }
    return List.of();
  }

  private void visit(
      List<VectorSelector> reading, Place from, Map<Place, Place> cameFrom, Deque<Place> next) {
    for (VectorSelector selector : reading) {
      for (Alerting other : alerting.values()) {
        if (canRead(selector, other.rule()) && cameFrom.putIfAbsent(other.place(), from) == null) {
          next.add(other.place());
        }
      }
    }
  }

  private List<Alerting> way(Place reader, Map<Place, Place> cameFrom) {
    Deque<Alerting> way = new ArrayDeque<>();
    Place here = reader;
    do {
      way.addFirst(alerting.get(here));
      here = cameFrom.get(here);
    } while (!here.equals(reader));
    return List.copyOf(way);
  }

  /** True if the selector can match a series that shows an alert of the rule. */
  private static boolean canRead(VectorSelector selector, AlertingRule rule) {
    return AlertSeries.STATES.stream()
            .anyMatch(state -> canMatch(selector, rule, AlertSeries.ALERTS, state))
        || canMatch(selector, rule, AlertSeries.ALERTS_FOR_STATE, null);
  }

  private static boolean canMatch(
      VectorSelector selector, AlertingRule rule, String metric, String state) {
    Map<String, String> known = new HashMap<>(rule.labels());
    known.values().removeIf(text -> text.contains("{{"));
    known.put(Labels.METRIC_NAME, metric);
    known.put(Labels.ALERT_NAME, rule.name());
    if (state != null) {
      known.put(AlertSeries.STATE, state);
    }
    return selector.matchers().stream()
        .allMatch(
            matcher ->
                !known.containsKey(matcher.name()) || matcher.matches(known.get(matcher.name())));
  }

  private static String readsItself(VectorSelector selector, String alert) {
    return "selector %s can match the alert's own series, and no alert may wait for itself: %s"
        .formatted(Printer.print(selector), remedy(selector, alert));
  }

  private static String remedy(VectorSelector selector, String alert) {
    if (selector.matchers().contains(LabelMatcher.equal(Labels.ALERT_NAME, alert))) {
      return "name another alert";
    }
    LabelMatcher without =
        new SeriesSelector(selector.matchers()).metricName().isEmpty()
            ? LabelMatcher.of(LabelMatcher.Type.NOT_REGEX, Labels.METRIC_NAME, "ALERTS.*")
            : LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, Labels.ALERT_NAME, alert);
    return "add %s to it".formatted(without);
  }

  /* The last of the circle is the rule itself. */
  private static String readsInACircle(VectorSelector selector, List<Alerting> circle) {
    String others =
        circle.subList(0, circle.size() - 1).stream()
            .map(Alerting::toString)
            .collect(Collectors.joining(", which reads "));
    return "selector %s reads %s, which reads alert \"%s\" again, and no alert may wait for itself: take one of these selectors out, or let it match fewer alerts"
        .formatted(Printer.print(selector), others, circle.get(circle.size() - 1).rule().name());
  }
}
