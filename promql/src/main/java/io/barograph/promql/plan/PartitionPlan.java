package io.barograph.promql.plan;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.plan.PartitionLabels.Routing;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.Piece;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorInput;
import io.barograph.promql.vector.VectorPlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A rule's expression, evaluated partition by partition: a series belongs to the partition of its
 * own partition labels, those that are written on a leaf's elements inside ({@link Leaf#routing}),
 * and no partition needs a series of another.
 *
 * @param plan what is evaluated in each partition
 * @param labels what splits it into partitions, and what its elements may have
 * @param silent the partitions that must be evaluated though no series is there
 * @param traffic what the series have to send to their partitions
 */
public record PartitionPlan(
    VectorPlan plan, PartitionLabels labels, Set<Labels> silent, Traffic traffic) {
  /** What no rule is split by; see {@link PartitionLabels#ofRule}. */
  private static final List<String> OF_EVERY_RULE = List.of(Labels.METRIC_NAME, Labels.ALERT_NAME);

  public PartitionPlan {
    silent = Set.copyOf(silent);
  }

  /**
   * The plan of a rule.
   *
   * @param ruleLabels the names of the labels that the rule sets
   * @throws IllegalArgumentException if the expression cannot be evaluated; the message says which
   *     node cannot
   */
  public static PartitionPlan of(Expr expr, List<String> ruleLabels, EvaluationOptions options) {
    return of(expr, Optional.empty(), ruleLabels, options);
  }

  /**
   * The same with an expression that says when the rule's alerts may end. Each element of it is
   * evaluated in the partition of the alert that has its labels, if all it needs is there.
   *
   * @param recovery an instant vector
   * @throws IllegalArgumentException as {@link #of(Expr, List, EvaluationOptions)}
   */
  public static PartitionPlan of(
      Expr expr, Optional<Expr> recovery, List<String> ruleLabels, EvaluationOptions options) {
    PartitionLabels labels = PartitionLabels.ofRule(expr, ruleLabels, Routing.LEAF_LABELS);
    return of(expr, recovery, labels, options);
  }

  /**
   * The plan of a rule that must see all its elements in one place; its pieces need not.
   *
   * @param recovery an instant vector that says when the rule's alerts may end
   * @throws IllegalArgumentException as {@link #of(Expr, List, EvaluationOptions)}
   */
  public static PartitionPlan inOnePlace(
      Expr expr, Optional<Expr> recovery, EvaluationOptions options) {
    PartitionLabels labels = PartitionLabels.of(expr, Routing.LEAF_LABELS);
    return of(expr, recovery, labels.withKey(LabelNames.NONE), options);
  }

  private static PartitionPlan of(
      Expr expr, Optional<Expr> recovery, PartitionLabels labels, EvaluationOptions options) {
    Set<Labels> silent = new LinkedHashSet<>();
    SilentResult.sources(expr).forEach(source -> silent.add(project(source, labels.key())));
    VectorPlan plan =
        VectorCompiler.compileInStages(
            expr,
            recovery,
            options,
            (argument, enclosing) ->
                splitsFurther(argument, enclosing.map(PartitionPlan::keyOf).orElse(labels.key())));
    return new PartitionPlan(plan, labels, silent, Traffic.of(expr));
  }

  /** A plan that is evaluated in one place, on all series. */
  public static PartitionPlan whole(VectorPlan plan) {
    PartitionLabels labels = new PartitionLabels(LabelNames.NONE, LabelNames.ALL, new TreeMap<>());
    return new PartitionPlan(plan, labels, Set.of(), Traffic.ELEMENTS);
  }

  /** How many stages lie above the series: the partitions of the rule, and below them of pieces. */
  public int levels() {
    return 1 + pieces().stream().mapToInt(PartitionPlan::levels).max().orElse(0);
  }

  /** How the pieces among the plan's sources are evaluated, in their order. */
  public List<PartitionPlan> pieces() {
    return plan.sources().stream()
        .filter(Piece.class::isInstance)
        .map(Piece.class::cast)
        .map(PartitionPlan::of)
        .toList();
  }

  private static PartitionPlan of(Piece piece) {
    return new PartitionPlan(
        piece.plan(), ofPiece(piece.expr()), Set.of(), Traffic.of(piece.expr()));
  }

  /** Series that differ by their name alone may become alike, and so must meet. */
  private static PartitionLabels ofPiece(Expr argument) {
    PartitionLabels labels = PartitionLabels.of(argument, Routing.LEAF_LABELS);
    return labels.withKey(labels.key().minus(List.of(Labels.METRIC_NAME)));
  }

  private static LabelNames keyOf(Expr argument) {
    return ofPiece(argument).key();
  }

  /** True if the argument can be evaluated in more places than there are values of {@code key}. */
  private static boolean splitsFurther(Expr argument, LabelNames key) {
    PartitionLabels labels = ofPiece(argument);
    LabelNames further =
        labels.key().minus(key).minus(labels.constants().keySet()).minus(OF_EVERY_RULE);
    return !further.isEmpty() && !SilentResult.isPossible(argument);
  }

  /** The partition labels. */
  public LabelNames key() {
    return labels.key();
  }

  /** The partition of an element, or of a series as its leaf routes it. */
  public Labels partition(Labels element) {
    return project(element, key());
  }

  /**
   * The elements of one partition at a tick.
   *
   * @param input gives the leaves' elements of this partition alone
   */
  public List<Element> evaluate(Labels partition, long tick, VectorInput input) {
    return plan.evaluate(tick, input).stream()
        .filter(element -> partition(element.labels()).equals(partition))
        .toList();
  }

  private static Labels project(Labels labels, LabelNames key) {
    Labels.Builder projection = Labels.builder();
    for (int i = 0; i < labels.size(); i++) {
      if (key.contains(labels.name(i))) {
        projection.add(labels.name(i), labels.value(i));
      }
    }
    return projection.build();
  }
}
