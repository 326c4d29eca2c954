package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which partitions of a level of the group stage are evaluated, and at which ticks: each is on the
 * agenda of the domain that its rule follows, and is an orphan once its rule is gone. A partition
 * begins with its first element, or with its rule if that speaks without data. Not thread-safe.
 */
final class PartitionSchedule {
  private final int level;
  private final Partitions partitions;
  private final Predicate<Labels> isHere;
  private final SilentPartitions silent = new SilentPartitions();
  private final List<Partitions.One> orphans = new ArrayList<>();

  /** By the names of the pieces. */
  private Map<String, PartitionedRule> rules = new HashMap<>();

  /** By the ids of the domains. */
  private final Map<Integer, Agenda<Partitions.One>> agendas = new HashMap<>();

  /**
   * Without rules.
   *
   * @param level of the pieces that are evaluated
   * @param isHere true of the keys of partitions of this subtask
   */
  PartitionSchedule(int level, Partitions partitions, Predicate<Labels> isHere) {
    this.level = level;
    this.partitions = partitions;
    this.isHere = isHere;
  }

  /**
   * Takes the rules as they are now.
   *
   * @param clocks how far the domains of the rules are
   */
  void follow(RuleSet newRules, InputClocks clocks) {
    rules = new HashMap<>();
    newRules
        .pieces()
        .forEach(
            (name, piece) -> {
              if (piece.newest().level() == level) {
                rules.put(name, new PartitionedRule(piece));
              }
            });
    silent.follow(rules.values(), rule -> clocks.of(newRules.domain(rule.domain())), isHere);
    agendas.clear();
    for (RuleSet.Domain domain : newRules.domains()) {
      agendas.put(domain.id(), new Agenda<>(one -> one.state().next()));
    }
    for (Partitions.One partition : partitions.all()) {
      partition.rule = rules.get(partition.name());
      if (partition.rule == null) {
        orphans.add(partition);
      } else {
        PartitionState state = partition.state();
        update(partition, state.due(partition.rule.tickFor(state.after())));
      }
    }
  }

  /** The rules and pieces of rules of this level. */
  Collection<PartitionedRule> rules() {
    return rules.values();
  }

  /** Takes partitions that are in the state, by their keys. */
  void restore(List<Labels> written) throws Exception {
    for (Labels key : written) {
      Partitions.One partition = partitions.begin(key, rules.get(RulePiece.name(key)));
      if (partition.rule == null) {
        orphans.add(partition);
      } else {
        enter(partition);
      }
    }
  }

  /** Takes an element: its partition is due at the tick that needs it. */
  void take(LeafElement element) throws Exception {
    Labels key = element.partitionKey();
    Partitions.One partition = partitions.get(key);
    if (partition == null) {
      PartitionedRule rule = rules.get(RulePiece.name(key));
      if (rule == null) {
        return;
      }
      partition = partitions.begin(key, rule);
    }
    if (partition.rule != null) {
      partition.add(element);
      makeDue(partition, partition.rule.tickFor(element.tick()));
    }
  }

  private void makeDue(Partitions.One partition, long tick) {
    if (partition.state().isLaterThan(tick)) {
      update(partition, partition.state().due(tick));
    }
  }

  /**
   * Begins the partitions of a domain that speak without data, those of this subtask, once.
   *
   * @param from the first instant at which they may
   */
  void letSpeak(RuleSet.Domain domain, long from) throws Exception {
    for (SilentPartitions.Silent one : silent.takeBeginning(domain.id())) {
      letSpeak(one.key(), one.rule(), one.rule().tickFor(Math.max(from, one.from())));
    }
  }

  private void letSpeak(Labels key, PartitionedRule rule, long tick) throws Exception {
    Partitions.One known = partitions.get(key);
    Partitions.One partition = known == null ? partitions.begin(key, rule) : known;
    if (!partition.state().silent() && tick != PartitionedRule.NEVER) {
      partition.update(partition.state().withElement(tick).withSilence());
      makeDue(partition, tick);
    }
  }

  /** Does the partitions of a domain that are due up to {@code clock}, tick by tick. */
  void doDue(RuleSet.Domain domain, long clock, Agenda.Task<Partitions.One> task) throws Exception {
    agendas.get(domain.id()).doDue(clock, task);
  }

  /** Takes what a partition remembers now, and so when it is due. */
  void update(Partitions.One partition, PartitionState next) {
    partition.update(next);
    enter(partition);
  }

  private void enter(Partitions.One partition) {
    agendas.get(partition.rule.domain()).enter(partition);
  }

  /** Forgets a partition, whose key must be set: it begins anew if it has to. */
  void forget(Partitions.One partition) {
    partitions.forget(partition);
  }

  /** Forgets a partition, whose key must be set, since its rule has ended. */
  void end(Partitions.One partition) {
    partitions.forget(partition);
    silent.ended(partition.key);
  }

  /** True if the rule of some partition is gone. */
  boolean hasOrphans() {
    return !orphans.isEmpty();
  }

  /** The partitions whose rules are gone, each once. */
  List<Partitions.One> takeOrphans() {
    List<Partitions.One> taken = List.copyOf(orphans);
    orphans.clear();
    return taken;
  }
}
