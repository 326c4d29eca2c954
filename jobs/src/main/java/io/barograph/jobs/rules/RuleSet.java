package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesSelector;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a job that decide on one series alone, and the clocks that they follow.
 *
 * <p>Thread-safe once made.
 */
public final class RuleSet {
  private final List<SeriesRule> rules;
  private final List<Domain> domains;
  private final Map<String, Integer> indexOf = new HashMap<>();

  /** For each metric name that a leaf asks for, the rules to try; the rest under the empty name. */
  private final Map<String, int[]> candidates = new HashMap<>();

  /**
   * A rule set.
   *
   * @param rules each names one of {@code domains}
   */
  RuleSet(List<SeriesRule> rules, List<Domain> domains) {
    this.rules = List.copyOf(rules);
    this.domains = List.copyOf(domains);
    Map<String, List<Integer>> byName = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      indexOf.put(rules.get(i).key(), i);
      String name = rules.get(i).expression().selectors().get(0).metricName();
      byName.computeIfAbsent(name, any -> new ArrayList<>()).add(i);
    }
    byName.forEach(
        (name, places) ->
            candidates.put(name, places.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Where a rule set comes from; travels with the job, and is compiled in each subtask. */
  public interface Source extends Serializable {
    /** The names of the inputs, in the order of the series stage's inputs. */
    List<String> inputs();

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
  record Domain(int index, String name, List<Integer> inputs, long stepMillis) {
    /** How far the domain is: no further than the slowest of its inputs. */
    long clock(long[] clocks) {
      long slowest = Long.MAX_VALUE;
      for (int input : inputs) {
        slowest = Math.min(slowest, clocks[input]);
      }
      return slowest;
    }
  }

  List<Domain> domains() {
    return domains;
  }

  int size() {
    return rules.size();
  }

  SeriesRule rule(int index) {
    return rules.get(index);
  }

  /** The place of the rule of that key, or -1. */
  int indexOf(String key) {
    return indexOf.getOrDefault(key, -1);
  }

  /** True if some rule reads the series. */
  boolean matches(Labels series) {
    return matching(series).length > 0;
  }

  /** The rules that read the series, in ascending order. */
  int[] matching(Labels series) {
    int[] named = candidates.getOrDefault(series.metricName(), new int[0]);
    int[] unnamed = candidates.getOrDefault("", new int[0]);
    int[] matching = new int[named.length + unnamed.length];
    int count = 0;
    for (int[] some : List.of(named, unnamed)) {
      for (int rule : some) {
        if (reads(rules.get(rule), series)) {
          matching[count++] = rule;
        }
      }
    }
    int[] result = Arrays.copyOf(matching, count);
    Arrays.sort(result);
    return result;
  }

  /** How far behind a tick the given rules look. */
  long windowMillis(int[] some) {
    long window = 0;
    for (int rule : some) {
      window = Math.max(window, rules.get(rule).expression().windowMillis());
    }
    return window;
  }

  private static boolean reads(SeriesRule rule, Labels series) {
    for (SeriesSelector selector : rule.expression().selectors()) {
      if (!selector.matches(series)) {
        return false;
      }
    }
    return true;
  }
}
