package io.barograph.promql.plan;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.PartitionInput;
import io.barograph.promql.alerting.PieceFold;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.Fold;
import io.barograph.promql.vector.GroupFold;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.Partial;
import io.barograph.promql.vector.Piece;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.StoredSeries;
import io.barograph.promql.vector.VectorInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * Evaluates a plan as a job does, without Flink: series in blocks, folded there; partitions one by
 * one; pieces below what stands on them. Only the instants that a plan says it needs are there.
 *
 * @param blocks over how many blocks the series are spread
 */
public record StagedEvaluation(SortedMap<Labels, StoredSeries> series, int blocks) {
  /** The elements of all partitions of {@code plan}. */
  public List<Element> evaluate(PartitionPlan plan, long tick) {
    List<Element> elements = new ArrayList<>();
    Set<Labels> partitions = partitions(plan);
    partitions.addAll(plan.silent());
    for (Labels partition : partitions) {
      elements.addAll(plan.evaluate(partition, tick, new Input(plan, partition, tick)));
    }
    return elements;
  }

  private Set<Labels> partitions(PartitionPlan plan) {
    Set<Labels> partitions = new HashSet<>();
    for (Leaf leaf : plan.plan().leaves()) {
      series.keySet().forEach(labels -> partitions.add(plan.partition(leaf.routing(labels))));
    }
    return partitions;
  }

  private final class Input implements PartitionInput {
    private final PartitionPlan plan;
    private final Labels partition;
    private final long evaluated;

    Input(PartitionPlan plan, Labels partition, long evaluated) {
      this.plan = plan;
      this.partition = partition;
      this.evaluated = evaluated;
    }

    /** As what comes to a partition is kept. */
    private void checkKept(int source, long instant) {
      Leaf.Place place = plan.plan().sources().get(source).place();
      boolean isKept =
          instant == evaluated
              || (place.stepMillis() > 0
                  && instant < evaluated
                  && instant > evaluated - place.reachMillis()
                  && Math.floorMod(instant, place.stepMillis()) == 0);
      if (!isKept) {
        throw new AssertionError(
            "instant %d of source %d is not there at %d: %s"
                .formatted(instant, source, evaluated, place));
      }
    }

    @Override
    public List<Element> leaf(int source, long tick, double[] scalars) {
      checkKept(source, tick);
      return on(own(source)).leaf(source, tick, scalars);
    }

    /** The series of the partition, as a leaf routes them. */
    private SortedMap<Labels, StoredSeries> own(int source) {
      Leaf leaf = (Leaf) plan.plan().sources().get(source);
      SortedMap<Labels, StoredSeries> own = new TreeMap<>(series);
      own.keySet().removeIf(labels -> !isOwn(leaf.routing(labels)));
      return own;
    }

    private boolean isOwn(Labels labels) {
      return plan.partition(labels).equals(partition);
    }

    @Override
    public SortedMap<Labels, List<Partial>> parts(int source, long tick) {
      checkKept(source, tick);
      SortedMap<Labels, List<Partial>> parts = new TreeMap<>();
      if (plan.plan().sources().get(source) instanceof Leaf leaf) {
        for (int block = 0; block < blocks; block++) {
          foldBlock(source, leaf.fold().orElseThrow(), block, tick, parts);
        }
      } else {
        foldPiece(source, tick, parts);
      }
      parts.values().forEach(some -> some.sort(null));
      return parts;
    }

    private void foldBlock(
        int source, Fold fold, int block, long tick, Map<Labels, List<Partial>> parts) {
      SortedMap<Labels, StoredSeries> inBlock = own(source);
      inBlock.keySet().removeIf(labels -> Math.floorMod(labels.fingerprint(), blocks) != block);
      Map<Labels, GroupFold> groups = new TreeMap<>();
      for (Element element : on(inBlock).leaf(source, tick, new double[0])) {
        groups
            .computeIfAbsent(fold.group(element.labels()), group -> fold.newGroup())
            .add(element.value());
      }
      groups.forEach((group, values) -> add(parts, group, values.take().orElseThrow()));
    }

    private void foldPiece(int source, long tick, Map<Labels, List<Partial>> parts) {
      List<Piece> pieces =
          plan.plan().sources().stream()
              .filter(Piece.class::isInstance)
              .map(Piece.class::cast)
              .toList();
      Piece piece = (Piece) plan.plan().sources().get(source);
      PartitionPlan below = plan.pieces().get(pieces.indexOf(piece));
      for (Labels inside : partitions(below)) {
        if (!isOwn(inside)) {
          continue;
        }
        PartitionInput input = new Input(below, inside, tick);
        for (PieceFold.Part part :
            new PieceFold(below, piece.folding()).evaluate(inside, tick, input)) {
          part.partial().ifPresent(partial -> add(parts, part.group(), partial));
        }
      }
    }

    private VectorInput on(SortedMap<Labels, StoredSeries> some) {
      return new SeriesStore(some).input(plan.plan(), false, (remark, range) -> {});
    }

    @Override
    public void forEachSupport(long tick, ObjLongConsumer<Labels> to) {}
  }

  private static void add(Map<Labels, List<Partial>> parts, Labels group, Partial partial) {
    parts.computeIfAbsent(group, any -> new ArrayList<>()).add(partial);
  }
}
