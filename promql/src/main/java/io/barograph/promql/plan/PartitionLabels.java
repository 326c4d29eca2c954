package io.barograph.promql.plan;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The partition labels of an expression: the greatest set of label names K such that evaluating on
 * the series of one value of K, and keeping what has that value, gives exactly that part of the
 * whole result.
 *
 * <p>So the expression may be evaluated in as many places as there are values of K, none of which
 * needs a series of another. Why each node's rule is sound: docs/adr/0008-staged-evaluation.md.
 *
 * @param key K; elements and the series that they come from agree on these labels
 * @param outputs the labels that elements may have
 * @param constants labels whose value is known beforehand; they split nothing
 */
public record PartitionLabels(
    LabelNames key, LabelNames outputs, NavigableMap<String, String> constants) {
  /** How a series may find its partition. */
  public enum Routing {
    /** By its own labels alone. */
    OWN_LABELS,
    /**
     * Besides, by labels that {@code label_replace} and {@code label_join} write straight on the
     * elements of leaves.
     */
    LEAF_LABELS,
    /**
     * Besides, by labels that these calculate further up from those of the series, and with the
     * result of a side that needs no partitions sent to all partitions of the other.
     */
    EXTENDED
  }

  /** The partition labels of {@code expr}, which is well typed. */
  public static PartitionLabels of(Expr expr, Routing routing) {
    return new PartitionInference(routing).of(expr);
  }

  /** The partition labels of a rule that sets {@code ruleLabels} on what {@code expr} gives. */
  public static PartitionLabels ofRule(Expr expr, List<String> ruleLabels, Routing routing) {
    PartitionLabels result = of(expr, routing);
    List<String> set =
        Stream.concat(Stream.of(Labels.METRIC_NAME, Labels.ALERT_NAME), ruleLabels.stream())
            .toList();
    return new PartitionLabels(result.key.minus(set), result.outputs, result.constants);
  }

  /** True if there may be more than one partition. */
  public boolean splits() {
    return key.allExcept() || !constants.keySet().containsAll(key.names());
  }

  /** The same with {@code labels} neither in the key nor known, whether it may be there or not. */
  PartitionLabels without(List<String> labels) {
    NavigableMap<String, String> known = new TreeMap<>(constants);
    labels.forEach(known::remove);
    return new PartitionLabels(key.minus(labels), outputs.minus(labels), known);
  }

  PartitionLabels withKey(LabelNames newKey) {
    return new PartitionLabels(newKey, outputs, constants);
  }
}
