package io.barograph.jobs.rules;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.vector.Leaf;

/**
 * What the series stage evaluates for a rule on several series.
 *
 * @param rule the rule
 * @param index the leaf's place in the rule's plan
 * @param leaf what is evaluated
 */
record GroupLeaf(GroupRule rule, int index, Leaf leaf) {
  /** The label that tells the partitions of different rules apart. */
  private static final String RULE = "__rule__";

  static GroupLeaf of(GroupRule rule, int index) {
    return new GroupLeaf(rule, index, rule.plan().plan().leaves().get(index));
  }

  /** The key of a rule's partition. */
  static Labels partitionKey(GroupRule rule, Labels partition) {
    return partition.with(RULE, ruleName(rule));
  }

  /** The name of a rule in the keys of its partitions. */
  static String ruleName(GroupRule rule) {
    long hash = Fingerprint.add(Fingerprint.OFFSET_BASIS, RULE, rule.rule().key());
    return Fingerprint.toHex(hash);
  }

  /** The name of the rule whose partition a key names. */
  static String ruleName(Labels partitionKey) {
    return partitionKey.get(RULE);
  }

  /** The partition that a key names. */
  static Labels partition(Labels partitionKey) {
    return partitionKey.without(RULE);
  }

  SeriesExpression expression() {
    return leaf.expression();
  }

  int domain() {
    return rule.rule().domain();
  }

  boolean isDue(long tick) {
    return leaf.place().isDue(tick, rule.rule().intervalMillis());
  }

  /** The key of the partition that a series belongs to. */
  Labels partitionKeyOf(Labels series) {
    return partitionKey(rule, rule.plan().partition(series));
  }
}
