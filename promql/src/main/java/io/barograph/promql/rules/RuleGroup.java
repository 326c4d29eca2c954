package io.barograph.promql.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules that are evaluated one after the other at the same ticks.
 *
 * @param name unique in its file
 * @param interval the time between two ticks; absent for the default
 * @param queryOffset how far before a tick expressions are evaluated; absent for the default
 * @param limit the most elements that a rule may have; 0 means any number
 * @param labels labels for all rules, below those of a rule itself
 * @param rules in the order of the file
 * @param places where each of the rules begins
 */
public record RuleGroup(
    String name,
    Optional<Duration> interval,
    Optional<Duration> queryOffset,
    int limit,
    Map<String, String> labels,
    List<Rule> rules,
    List<RulePlace> places) {
  public RuleGroup {
    Objects.requireNonNull(name);
    Objects.requireNonNull(interval);
    Objects.requireNonNull(queryOffset);
    labels = Map.copyOf(labels);
    rules = List.copyOf(rules);
    places = List.copyOf(places);
  }
}
