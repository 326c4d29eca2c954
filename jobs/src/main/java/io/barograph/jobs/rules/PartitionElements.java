package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.PartitionInput;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.Partial;
import io.barograph.promql.vector.VectorPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * The elements that have come to one partition, as its plan sees them.
 *
 * <p>Elements are given to the plan in the order of their labels, and parts of a group in that of
 * their numbers, so that the order in which they came does not matter.
 */
final class PartitionElements implements PartitionInput {
  private final VectorPlan plan;
  private final Map<Place, List<LeafElement>> elements = new HashMap<>();
  private final Set<Place> failed = new HashSet<>();

  private record Place(int source, long tick) {}

  /**
   * The elements that a plan is evaluated on.
   *
   * @param all those of sources that are not the plan's are passed over
   */
  PartitionElements(RulePiece piece, Iterable<LeafElement> all) {
    this.plan = piece.plan().plan();
    for (LeafElement element : all) {
      int source = piece.sourceIds().indexOf(element.source());
      if (source < 0) {
        continue;
      }
      Place place = new Place(source, element.tick());
      elements.computeIfAbsent(place, any -> new ArrayList<>()).add(element);
      if (element.kind() == LeafElement.Kind.ERROR) {
        failed.add(place);
      }
    }
    Comparator<LeafElement> order =
        Comparator.comparing(LeafElement::series).thenComparing(LeafElement::value);
    for (List<LeafElement> some : elements.values()) {
      if (some.size() > 1) {
        some.sort(order);
      }
    }
  }

  @Override
  public List<Element> leaf(int source, long tick, double[] scalars) {
    List<Element> vector = new ArrayList<>();
    for (LeafElement element : at(source, tick)) {
      if (element.kind() == LeafElement.Kind.ELEMENT) {
        vector.add(new Element(element.series(), element.value().number(0)));
      }
    }
    return plan.leafVector((Leaf) plan.sources().get(source), vector);
  }

  @Override
  public SortedMap<Labels, List<Partial>> parts(int source, long tick) {
    SortedMap<Labels, List<Partial>> parts = new TreeMap<>();
    for (LeafElement element : at(source, tick)) {
      if (element.kind() == LeafElement.Kind.PART) {
        parts.computeIfAbsent(element.series(), any -> new ArrayList<>()).add(element.value());
      }
    }
    return parts;
  }

  @Override
  public void forEachSupport(long tick, ObjLongConsumer<Labels> to) {
    elements.forEach(
        (place, some) -> {
          long reach = plan.sources().get(place.source()).place().reachMillis();
          if (place.tick() == tick || place.tick() > tick - reach) {
            some.forEach(
                element -> {
                  if (element.support() != 0) {
                    to.accept(element.series(), element.support());
                  }
                });
          }
        });
  }

  private List<LeafElement> at(int source, long tick) {
    Place place = new Place(source, tick);
    if (failed.contains(place)) {
      throw new EvaluationException("what this is evaluated on has no result");
    }
    return elements.getOrDefault(place, List.of());
  }
}
