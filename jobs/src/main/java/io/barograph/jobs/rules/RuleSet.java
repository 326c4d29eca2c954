package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.PlanSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a job and the clocks that they follow: those that decide on one series alone, and
 * those that need several.
 *
 * <p>Thread-safe once made.
 */
public final class RuleSet {
  private final List<SeriesRule> rules;
  private final List<GroupRule> groupRules;
  private final List<RulePiece> pieces;
  private final List<GroupLeaf> leaves = new ArrayList<>();
  private final List<Domain> domains;
  private final Map<String, Integer> indexOf = new HashMap<>();

  /** Finds the rules that read a series. */
  private final Candidates rulesOf;

  /** The same of leaves. */
  private final Candidates leavesOf;

  /**
   * A rule set.
   *
   * @param rules each names one of {@code domains}
   * @param groupRules the same
   */
  RuleSet(List<SeriesRule> rules, List<GroupRule> groupRules, List<Domain> domains) {
    this.rules = List.copyOf(rules);
    this.groupRules = List.copyOf(groupRules);
    this.domains = List.copyOf(domains);
    for (int i = 0; i < rules.size(); i++) {
      indexOf.put(rules.get(i).rule().key(), i);
    }
    this.pieces = groupRules.stream().map(RulePiece::of).flatMap(List::stream).toList();
    for (RulePiece piece : pieces) {
      List<PlanSource> sources = piece.plan().plan().sources();
      for (int source = 0; source < sources.size(); source++) {
        if (sources.get(source) instanceof Leaf leaf) {
          leaves.add(new GroupLeaf(piece, source, leaf));
        }
      }
    }
    this.rulesOf = new Candidates(this.rules.stream().map(SeriesRule::expression).toList());
    this.leavesOf = new Candidates(leaves.stream().map(GroupLeaf::expression).toList());
  }

  /** Where a rule set comes from; travels with the job, and is compiled in each subtask. */
  public interface Source extends Serializable {
    /** The names of the inputs, in the order of the series stage's inputs. */
    List<String> inputs();

    /**
     * False for an input without a clock, which no rule waits for: its samples count in the ticks
     * that come after their arrival.
     */
    default boolean hasClock(int input) {
      return true;
    }

    /** The rules, compiled. */
    RuleSet compile();
  }

  /**
   * Rules that read the same inputs, and so share a clock.
   *
   * @param index its place in the rule set
   * @param name the inputs' names, joined by {@code +}; part of the savepoint format
   * @param inputs the inputs, by their place in the series stage
   * @param stepMillis every rule's interval is a multiple of this
   */
  record Domain(int index, String name, List<Integer> inputs, long stepMillis) {}

  List<Domain> domains() {
    return domains;
  }

  /** The number of rules. */
  int size() {
    return rules.size() + groupRules.size();
  }

  /** The number of rules that decide on one series alone. */
  int seriesRuleCount() {
    return rules.size();
  }

  SeriesRule rule(int index) {
    return rules.get(index);
  }

  List<GroupRule> groupRules() {
    return groupRules;
  }

  /** The rules on several series and their pieces. */
  List<RulePiece> pieces() {
    return pieces;
  }

  /** How many levels of the group stage the rules need; 0 if none needs several series. */
  int levels() {
    return pieces.stream().mapToInt(RulePiece::level).max().orElse(0);
  }

  /** The domains that some rule on several series follows. */
  List<Domain> groupDomains() {
    return domains.stream()
        .filter(domain -> pieces.stream().anyMatch(piece -> piece.domain() == domain.index()))
        .toList();
  }

  /** The domains that some rule which reads alerts follows. */
  List<Domain> domainsReadingAlerts() {
    Set<Integer> reading = new HashSet<>();
    for (SeriesRule rule : rules) {
      if (rule.expression().selectors().stream().anyMatch(SeriesSelector::readsAlerts)) {
        reading.add(rule.rule().domain());
      }
    }
    for (GroupLeaf leaf : leaves) {
      if (leaf.expression().selectors().stream().anyMatch(SeriesSelector::readsAlerts)) {
        reading.add(leaf.domain());
      }
    }
    return domains.stream().filter(domain -> reading.contains(domain.index())).toList();
  }

  /** The place of the rule of that key, or -1. */
  int indexOf(String key) {
    return indexOf.getOrDefault(key, -1);
  }

  /** True if some rule reads the series. */
  boolean matches(Labels series) {
    return rulesOf.reading(series).length > 0 || leavesOf.reading(series).length > 0;
  }

  /**
   * A row for a series, empty yet.
   *
   * @param folds of the block that the row is for
   */
  SeriesRow row(Labels series, LeafFold.Table folds) {
    int[] reading = rulesOf.reading(series);
    List<GroupLeaf> leavesReading =
        Arrays.stream(leavesOf.reading(series)).mapToObj(leaves::get).toList();
    long window = 0;
    for (int rule : reading) {
      window = Math.max(window, rules.get(rule).windowMillis());
    }
    for (GroupLeaf leaf : leavesReading) {
      window = Math.max(window, leaf.expression().windowMillis());
    }
    SeriesRow row =
        new SeriesRow(series, reading, new SeriesLeaves(leavesReading, series, folds), window);
    if (Arrays.stream(reading).anyMatch(rule -> rules.get(rule).onArrival())) {
      row.evaluateOnArrival();
    }
    return row;
  }
}
