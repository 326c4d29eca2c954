package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.Fold;
import io.barograph.promql.vector.GroupFold;
import io.barograph.promql.vector.Partial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Evaluates a piece of a rule in one of its partitions and folds what comes of it. */
public final class PieceFold {
  private final PartitionPlan plan;
  private final Fold fold;

  /**
   * What one group of elements comes to.
   *
   * @param group their common labels
   * @param partial their values folded; absent if there is none though there is data
   * @param support the leaves that have data for the group, as bits
   */
  public record Part(Labels group, Optional<Partial> partial, long support) {}

  /**
   * A piece.
   *
   * @param plan how it is evaluated
   * @param fold what is folded by the aggregation above it
   */
  public PieceFold(PartitionPlan plan, Fold fold) {
    this.plan = plan;
    this.fold = fold;
  }

  /**
   * The parts of one partition at a tick, in the order of their groups.
   *
   * @param partition the values of the partition labels
   * @throws EvaluationException if the piece has no result here
   */
  public List<Part> evaluate(Labels partition, long tick, PartitionInput input) {
    List<Element> elements = plan.evaluate(partition, tick, input);
    Map<Labels, GroupFold> values = new TreeMap<>();
    Map<Labels, Long> support = new TreeMap<>();
    Support supportOf = new Support(tick, input);
    AgreeingLabels present = new AgreeingLabels();
    for (Element element : elements) {
      Labels group = fold.group(element.labels());
      values.computeIfAbsent(group, labels -> fold.newGroup()).add(element.value());
      support.merge(group, supportOf.of(element.labels()), (one, other) -> one | other);
      present.add(element.labels(), 1);
    }
    // What has data and comes to nothing is told too: it is no missing data for the alerts above.
    input.forEachSupport(
        tick,
        (series, bits) -> {
          if (present.bitsAgreeingWith(series) == 0) {
            support.merge(fold.group(series), bits, (one, other) -> one | other);
          }
        });
    List<Part> parts = new ArrayList<>();
    support.forEach(
        (group, bits) ->
            parts.add(
                new Part(
                    group, Optional.ofNullable(values.get(group)).flatMap(GroupFold::take), bits)));
    return parts;
  }
}
