package io.barograph.jobs.rules;

import io.barograph.jobs.rules.RuleSet.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The rules of several epochs as one: what has the same name in two of them is one thing with two
 * versions, so that alerts and elements find their way across a change.
 */
final class RuleMerge {
  private final List<Epoch> epochs;
  private final Map<Object, RuleSet.Domain> pinned;
  private final Map<Integer, RuleSet.Domain> domains = new TreeMap<>();
  private final Map<Part, Long> starts = new HashMap<>();

  /** A rule in an epoch. */
  private record Part(Epoch epoch, String name) {}

  /**
   * The merge of some epochs.
   *
   * @param pinned the domains of what has changed its inputs before, by name: a clock that somebody
   *     follows never jumps
   */
  RuleMerge(List<Epoch> epochs, Map<Object, RuleSet.Domain> pinned) {
    this.epochs = epochs;
    this.pinned = new HashMap<>(pinned);
    for (Epoch epoch : epochs) {
      epoch.domains().forEach(domain -> domains.merge(domain.id(), domain, Domains::stepOfBoth));
    }
  }

  Map<String, Entry<SeriesRule>> rules() {
    return merged(
        Epoch::rules,
        rule -> rule.rule().key(),
        rule -> rule.rule().domain(),
        (epoch, rule, before) -> epoch.from());
  }

  /** Also finds from which tick on each rule on several series is in force. */
  Map<String, Entry<RulePiece>> pieces() {
    return merged(Epoch::pieces, RulePiece::name, RulePiece::domain, this::startOf);
  }

  /** After {@link #pieces}. */
  Map<GroupLeaf.Id, Entry<GroupLeaf>> leaves() {
    return merged(
        Epoch::leaves,
        GroupLeaf::id,
        GroupLeaf::domain,
        (epoch, leaf, before) ->
            startBelow(epoch, leaf.piece(), leaf.leaf().place().reachMillis(), before));
  }

  /** From which tick on a part is in force in its epoch. */
  private interface Start<T> {
    long of(Epoch epoch, T part, T before);
  }

  /** What can tell that something is missing waits until the job has read for as long. */
  private long startOf(Epoch epoch, RulePiece piece, RulePiece before) {
    if (piece.above().isPresent()) {
      RulePiece.Above above = piece.above().get();
      return startBelow(epoch, above.piece(), piece.reachMillis(), before);
    }
    boolean warmsUp = before == null || !previous(epoch).reads(piece.missingSelectors());
    long start = epoch.from() + (warmsUp ? piece.warmUpMillis() : 0);
    starts.put(new Part(epoch, piece.name()), start);
    return start;
  }

  /** What is new below a rule begins as much before the rule as its elements are needed. */
  private <T> long startBelow(Epoch epoch, RulePiece above, long reach, T before) {
    long start = starts.getOrDefault(new Part(epoch, above.root().name()), epoch.from());
    return before == null ? Math.max(epoch.from(), start - reach) : epoch.from();
  }

  private Epoch previous(Epoch epoch) {
    return epochs.get(epochs.indexOf(epoch) - 1);
  }

  /** All domains, each with a step that its rules of all epochs allow. */
  List<RuleSet.Domain> domains() {
    return List.copyOf(domains.values());
  }

  private <K, T> Map<K, Entry<T>> merged(
      Function<Epoch, List<T>> partsOf,
      Function<T, K> nameOf,
      ToIntFunction<T> domainOf,
      Start<T> startOf) {
    Map<K, Versions<T>> versions = new LinkedHashMap<>();
    Map<K, Set<Integer>> domainsOf = new HashMap<>();
    for (Epoch epoch : epochs) {
      Map<K, T> parts = new LinkedHashMap<>();
      for (T part : partsOf.apply(epoch)) {
        parts.put(nameOf.apply(part), part);
        domainsOf
            .computeIfAbsent(nameOf.apply(part), any -> new LinkedHashSet<>())
            .add(domainOf.applyAsInt(part));
      }
      versions.replaceAll(
          (name, before) -> parts.containsKey(name) ? before : before.from(epoch.from(), null));
      parts.forEach(
          (name, part) ->
              versions.compute(name, (any, before) -> after(before, epoch, part, startOf)));
    }
    Map<K, Entry<T>> entries = new LinkedHashMap<>();
    versions.values().removeIf(some -> some.all().findAny().isEmpty());
    versions.forEach(
        (name, some) -> entries.put(name, new Entry<>(domainOf(name, domainsOf.get(name)), some)));
    return entries;
  }

  /** What is still warming up goes on to do so. */
  private <T> Versions<T> after(Versions<T> before, Epoch epoch, T part, Start<T> startOf) {
    long from = epoch.from();
    if (from == Long.MIN_VALUE) {
      return Versions.always(part);
    } else if (before == null || before.size() == 0) {
      return Versions.startingAt(startOf.of(epoch, part, null), part);
    } else if (before.from(0) > from) {
      return Versions.startingAt(before.from(0), part);
    }
    return before.from(
        Math.max(startOf.of(epoch, part, before.at(from)), before.nextStart(from)), part);
  }

  /** What stands in different domains follows the clocks of all their inputs. */
  private int domainOf(Object name, Set<Integer> some) {
    RuleSet.Domain all =
        Stream.concat(Stream.ofNullable(pinned.get(name)), some.stream().map(domains::get))
            .reduce(Domains::ofBoth)
            .orElseThrow();
    if (some.size() > 1) {
      pinned.put(name, all);
    }
    domains.merge(all.id(), all, Domains::stepOfBoth);
    return all.id();
  }

  /** The domains of what has changed its inputs, by name. */
  Map<Object, RuleSet.Domain> pinned() {
    return pinned;
  }
}
