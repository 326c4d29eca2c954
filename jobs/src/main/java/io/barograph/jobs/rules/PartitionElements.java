package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertSeries;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.PartitionInput;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.VectorPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The leaf elements of one partition, as its plan sees them.
 *
 * <p>Elements are given to the plan in the order of their labels, so that the order in which they
 * came does not matter.
 */
final class PartitionElements implements PartitionInput {
  private final VectorPlan plan;
  private final Map<Place, List<LeafElement>> elements = new HashMap<>();

  private record Place(int leaf, long tick) {}

  PartitionElements(VectorPlan plan, Iterable<LeafElement> all) {
    this.plan = plan;
    for (LeafElement element : all) {
      elements
          .computeIfAbsent(new Place(element.leaf(), element.tick()), any -> new ArrayList<>())
          .add(element);
    }
    Comparator<LeafElement> byLabels = Comparator.comparing(LeafElement::series);
    elements.values().forEach(some -> some.sort(byLabels));
  }

  @Override
  public List<Element> leaf(int leaf, long tick, double[] scalars) {
    List<Element> vector = new ArrayList<>();
    for (LeafElement element : elements.getOrDefault(new Place(leaf, tick), List.of())) {
      if (element.kind() == LeafElement.Kind.ELEMENT) {
        vector.add(new Element(element.series(), element.value()));
      }
    }
    return plan.leafVector(plan.leaves().get(leaf), vector);
  }

  /**
   * A series is for the element if both agree on every label that both have. One that shows an
   * alert is for none: without it there is no alert, which is no lack of data.
   */
  @Override
  public long support(Labels element, long tick) {
    long support = 0;
    for (int leaf = 0; leaf < Math.min(Long.SIZE, plan.leaves().size()); leaf++) {
      Leaf.Place place = plan.leaves().get(leaf).place();
      if (place.supports() && hasData(leaf, place, element, tick)) {
        support |= 1L << leaf;
      }
    }
    return support;
  }

  private boolean hasData(int leaf, Leaf.Place place, Labels element, long tick) {
    if (place.reachMillis() == 0) {
      return agreesWithAny(element, elements.get(new Place(leaf, tick)));
    }
    return elements.entrySet().stream()
        .filter(entry -> entry.getKey().leaf() == leaf)
        .filter(entry -> entry.getKey().tick() > tick - place.reachMillis())
        .anyMatch(entry -> agreesWithAny(element, entry.getValue()));
  }

  private static boolean agreesWithAny(Labels element, List<LeafElement> some) {
    if (some == null) {
      return false;
    }
    for (LeafElement one : some) {
      if (!AlertSeries.isNamed(one.series().metricName()) && agree(element, one.series())) {
        return true;
      }
    }
    return false;
  }

  private static boolean agree(Labels element, Labels series) {
    for (int i = 0; i < element.size(); i++) {
      String name = element.name(i);
      String other = series.get(name);
      if (!name.equals(Labels.METRIC_NAME) && !other.isEmpty() && !other.equals(element.value(i))) {
        return false;
      }
    }
    return true;
  }
}
