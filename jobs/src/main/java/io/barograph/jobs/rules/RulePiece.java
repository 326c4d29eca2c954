package io.barograph.jobs.rules;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Fold;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.Piece;
import io.barograph.promql.vector.PlanSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is evaluated partition by partition at one level of the group stage: the rule, or a piece of
 * it whose elements are folded for the level above.
 *
 * <p>Names and the ids of sources rest on what is evaluated, so that after a change of the rule
 * what has stayed the same finds its state and its elements.
 *
 * @param rule the rule
 * @param plan what is evaluated
 * @param name of the piece in the keys of its partitions
 * @param level 1 for what rests on series alone; what rests on pieces stands above them
 * @param intervalMillis it is evaluated at the multiples of this
 * @param above where its elements go; absent for the rule itself, whose elements are alerts
 * @param sourceIds names what the plan is evaluated on, by place
 * @param warmUpMillis how long after a job has begun to read for it what the rule tells can be
 *     believed; 0 of a piece
 */
record RulePiece(
    GroupRule rule,
    PartitionPlan plan,
    String name,
    int level,
    long intervalMillis,
    Optional<Above> above,
    List<Integer> sourceIds,
    long warmUpMillis) {
  /** The label that tells the partitions of different rules and pieces apart. */
  private static final String RULE = "__rule__";

  /**
   * Where the elements of a piece go.
   *
   * @param piece what is evaluated on them
   * @param source names them among its sources
   * @param fold how they are folded
   */
  record Above(RulePiece piece, int source, Fold fold) {}

  /** A rule and its pieces, each behind the one above it. */
  static List<RulePiece> of(GroupRule rule) {
    List<RulePiece> all = new ArrayList<>();
    add(
        new RulePiece(
            rule,
            rule.plan(),
            hash(rule.rule().key(), rule.plan().key() + " " + rule.plan().levels()),
            rule.plan().levels(),
            rule.rule().intervalMillis(),
            Optional.empty(),
            sourceIds(rule.plan(), rule.rule().intervalMillis()),
            warmUpMillis(rule.plan())),
        all);
    return all;
  }

  private static void add(RulePiece piece, List<RulePiece> all) {
    all.add(piece);
    List<PlanSource> sources = piece.plan.plan().sources();
    int next = 0;
    for (int place = 0; place < sources.size(); place++) {
      if (sources.get(place) instanceof Piece below) {
        PartitionPlan plan = piece.plan.pieces().get(next++);
        long step = below.place().stepMillis();
        long interval = step == 0 ? piece.intervalMillis : step;
        int id = piece.sourceIds.get(place);
        add(
            new RulePiece(
                piece.rule,
                plan,
                hash(piece.name, Integer.toHexString(id)),
                piece.level - 1,
                interval,
                Optional.of(new Above(piece, id, below.folding())),
                sourceIds(plan, interval),
                0),
            all);
      }
    }
  }

  private static List<Integer> sourceIds(PartitionPlan plan, long intervalMillis) {
    List<Integer> ids = new ArrayList<>();
    for (PlanSource source : plan.plan().sources()) {
      int id = id(source.identity() + intervalMillis);
      while (ids.contains(id)) {
        id++;
      }
      ids.add(id);
    }
    return ids;
  }

  /** A rule that can tell that something is missing must have read for as long as it looks back. */
  private static long warmUpMillis(PartitionPlan plan) {
    boolean claimsAbsence =
        !plan.silent().isEmpty()
            || plan.plan().leaves().stream()
                .anyMatch(leaf -> leaf.place().asks() == Leaf.Place.Asks.ABSENCE);
    return !claimsAbsence
        ? 0
        : plan.plan().leaves().stream()
            .mapToLong(leaf -> leaf.place().reachMillis() + leaf.expression().windowMillis())
            .max()
            .orElse(0);
  }

  /** The rule that it is a piece of; itself if it is the rule. */
  RulePiece root() {
    return above.map(over -> over.piece().root()).orElse(this);
  }

  /** For how long before a tick of what is above its elements are needed. */
  long reachMillis() {
    return above
        .map(over -> over.piece().plan.plan().sources())
        .map(sources -> sources.get(above.get().piece().sourceIds.indexOf(above.get().source())))
        .map(source -> source.place().reachMillis())
        .orElse(0L);
  }

  /** The selectors whose series it may tell to be missing. */
  List<SeriesSelector> missingSelectors() {
    return plan.plan().leaves().stream()
        .filter(leaf -> leaf.place().asks() == Leaf.Place.Asks.ABSENCE || !plan.silent().isEmpty())
        .flatMap(leaf -> leaf.expression().selectors().stream())
        .toList();
  }

  int domain() {
    return rule.rule().domain();
  }

  /** The key of the partition that an element belongs to, or a series as its leaf routes it. */
  Labels partitionKeyOf(Labels element) {
    return partitionKey(plan.partition(element));
  }

  /** The key of a partition. */
  Labels partitionKey(Labels partition) {
    return partition.with(RULE, name);
  }

  private static String hash(String name, String text) {
    return Fingerprint.toHex(Fingerprint.add(Fingerprint.OFFSET_BASIS, name, text));
  }

  private static int id(String text) {
    long hash = Fingerprint.add(Fingerprint.OFFSET_BASIS, RULE, text);
    return (int) (hash ^ hash >>> 32);
  }

  /** The name of the piece whose partition a key names. */
  static String name(Labels partitionKey) {
    return partitionKey.get(RULE);
  }

  /** The partition that a key names. */
  static Labels partition(Labels partitionKey) {
    return partitionKey.without(RULE);
  }
}
