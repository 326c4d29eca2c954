package io.barograph.core.route;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which of the alerts that fire mutes another.
 *
 * <p>An alert is muted if by any rule any alert that fires is its source: a source may itself be
 * silenced or muted. An alert that is source and target of a rule is not muted by another that is
 * both, and so never by itself. Alertmanager 0.34 keeps one source for each value of the equal
 * labels, and can overlook the others; here all count.
 *
 * <p>Adding, removing and asking each cost the matchers of all rules and a look into an index by
 * the equal values. The answer does not depend on the order in which sources came. Not thread-safe.
 */
public final class Inhibition {
  private final List<RuleSources> rules = new ArrayList<>();

  /**
   * Why an alert is muted.
   *
   * @param ruleIndex the place of the rule, counted from 0
   * @param rule by which it is
   * @param source the alert that fires
   */
  public record Cause(int ruleIndex, InhibitRule rule, Labels source) {}

  /** Nothing fires yet. */
  public Inhibition(List<InhibitRule> rules) {
    rules.forEach(rule -> this.rules.add(new RuleSources(rule)));
  }

  /** An alert fires; nothing changes if it was firing. */
  public void add(Labels alert) {
    rules.forEach(rule -> rule.add(alert));
  }

  /** An alert fires no longer; nothing changes if it was not firing. */
  public void remove(Labels alert) {
    rules.forEach(rule -> rule.remove(alert));
  }

  /** Why an alert is muted: the first rule by which it is, and of its sources the least. */
  public Optional<Cause> cause(Labels alert) {
    for (int i = 0; i < rules.size(); i++) {
      Optional<Labels> source = rules.get(i).sourceOf(alert);
      if (source.isPresent()) {
        return Optional.of(new Cause(i, rules.get(i).rule, source.get()));
      }
    }
    return Optional.empty();
  }

  /** The sources of one rule by the values of its equal labels. */
  private static final class RuleSources {
    private final InhibitRule rule;

    /** Sources that are no targets: they mute every target. */
    private final Map<List<String>, NavigableSet<Labels>> oneSided = new HashMap<>();

    /** Sources that are targets too: they mute only targets that are no sources. */
    private final Map<List<String>, NavigableSet<Labels>> twoSided = new HashMap<>();

    RuleSources(InhibitRule rule) {
      this.rule = rule;
    }

    void add(Labels alert) {
      if (rule.isSource(alert)) {
        side(alert).computeIfAbsent(rule.equalValues(alert), v -> new TreeSet<>()).add(alert);
      }
    }

    void remove(Labels alert) {
      if (rule.isSource(alert)) {
        side(alert)
            .computeIfPresent(
                rule.equalValues(alert),
                (values, sources) -> {
                  sources.remove(alert);
                  return sources.isEmpty() ? null : sources;
                });
      }
    }

    Optional<Labels> sourceOf(Labels alert) {
      if (!rule.isTarget(alert)) {
        return Optional.empty();
      }
      List<String> values = rule.equalValues(alert);
      Optional<Labels> source = first(oneSided, values);
      return source.isPresent() || rule.isSource(alert) ? source : first(twoSided, values);
    }

    private Map<List<String>, NavigableSet<Labels>> side(Labels alert) {
      return rule.isTarget(alert) ? twoSided : oneSided;
    }

    private static Optional<Labels> first(
        Map<List<String>, NavigableSet<Labels>> sources, List<String> values) {
      return Optional.ofNullable(sources.get(values)).map(NavigableSet::first);
    }
  }
}
