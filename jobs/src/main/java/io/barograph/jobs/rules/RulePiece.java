package io.barograph.jobs.rules;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Fold;
import io.barograph.promql.vector.Piece;
import io.barograph.promql.vector.PlanSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is evaluated partition by partition at one level of the group stage: the rule, or a piece of
 * it whose elements are folded for the level above.
 *
 * @param rule the rule
 * @param plan what is evaluated
 * @param name of the piece in the keys of its partitions
 * @param level 1 for what rests on series alone; what rests on pieces stands above them
 * @param intervalMillis it is evaluated at the multiples of this
 * @param above where its elements go; absent for the rule itself, whose elements are alerts
 */
record RulePiece(
    GroupRule rule,
    PartitionPlan plan,
    String name,
    int level,
    long intervalMillis,
    Optional<Above> above) {
  /** The label that tells the partitions of different rules and pieces apart. */
  private static final String RULE = "__rule__";

  /**
   * Where the elements of a piece go.
   *
   * @param piece what is evaluated on them
   * @param source their place among its sources
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
            ruleName(rule.rule().key()),
            rule.plan().levels(),
            rule.rule().intervalMillis(),
            Optional.empty()),
        all);
    return all;
  }

  private static void add(RulePiece piece, List<RulePiece> all) {
    all.add(piece);
    List<PlanSource> sources = piece.plan.plan().sources();
    int next = 0;
    for (int source = 0; source < sources.size(); source++) {
      if (sources.get(source) instanceof Piece below) {
        long step = below.place().stepMillis();
        add(
            new RulePiece(
                piece.rule,
                piece.plan.pieces().get(next++),
                ruleName(piece.rule.rule().key()) + "." + all.size(),
                piece.level - 1,
                step == 0 ? piece.intervalMillis : step,
                Optional.of(new Above(piece, source, below.folding()))),
            all);
      }
    }
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

  /** The name of a rule in the keys of its partitions. */
  static String ruleName(String ruleKey) {
    return Fingerprint.toHex(Fingerprint.add(Fingerprint.OFFSET_BASIS, RULE, ruleKey));
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
