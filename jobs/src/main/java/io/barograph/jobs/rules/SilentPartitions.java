package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The partitions that are evaluated though no series has data, such as those of {@code absent}, and
 * have not begun to be. Not thread-safe.
 */
final class SilentPartitions {
  private final Map<Integer, List<Silent>> byDomain = new HashMap<>();
  private final Set<Labels> begun = new HashSet<>();

  /**
   * One of them.
   *
   * @param from when the first version of the rule that speaks there comes into force
   */
  record Silent(Labels key, PartitionedRule rule, long from) {}

  /**
   * Takes the rules as they are now.
   *
   * @param clockOf how far the clock is that a rule follows: what was over by then does not begin
   * @param isHere true of the keys of this subtask
   */
  void follow(
      Collection<PartitionedRule> rules,
      ToLongFunction<PartitionedRule> clockOf,
      Predicate<Labels> isHere) {
    byDomain.clear();
    for (PartitionedRule rule : rules) {
      rule.silentBehind(clockOf.applyAsLong(rule))
          .forEach(
              (partition, from) -> {
                Labels key = rule.newest().partitionKey(partition);
                if (isHere.test(key) && !begun.contains(key)) {
                  byDomain
                      .computeIfAbsent(rule.domain(), any -> new ArrayList<>())
                      .add(new Silent(key, rule, from));
                }
              });
    }
  }

  /** A partition has ended with its rule: if the rule comes back, it begins anew. */
  void ended(Labels key) {
    begun.remove(key);
  }

  /** Those of a domain, each once: its clock has passed the first sample of its inputs. */
  List<Silent> takeBeginning(int domain) {
    List<Silent> beginning = byDomain.remove(domain);
    if (beginning == null) {
      return List.of();
    }
    beginning.forEach(one -> begun.add(one.key));
    return beginning;
  }
}
