package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.PieceFold;
import io.barograph.promql.parse.Aggregation;
import io.barograph.promql.vector.Partial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the partitions of pieces give to the level above, until that is to have it: the parts of one
 * key group are folded, so that what travels does not grow with the partitions, and what comes of
 * it depends neither on the parallelism nor on the order of evaluation. Not thread-safe.
 */
final class PartCollector {
  private final Map<Place, Parts> parts = new LinkedHashMap<>();
  private final Set<LeafElement.Origin> errors = new LinkedHashSet<>();

  private record Place(LeafElement.Origin origin, Labels group, int keyGroup) {}

  private static final class Parts {
    final Aggregation aggregation;
    final List<Partial> partials = new ArrayList<>();
    long support;

    Parts(Aggregation aggregation) {
      this.aggregation = aggregation;
    }
  }

  /**
   * Takes what one partition gives at a tick.
   *
   * @param above where it goes
   * @param partition the values of the partition labels
   * @param keyGroup of the partition
   */
  void add(
      RulePiece.Above above,
      Labels partition,
      int keyGroup,
      long tick,
      List<PieceFold.Part> given) {
    LeafElement.Origin origin = origin(above, partition, tick);
    for (PieceFold.Part part : given) {
      Parts folded =
          parts.computeIfAbsent(
              new Place(origin, part.group(), keyGroup),
              place -> new Parts(above.fold().aggregation()));
      part.partial().ifPresent(folded.partials::add);
      folded.support |= part.support();
    }
  }

  /** Takes that a partition has no result at a tick. */
  void addError(RulePiece.Above above, Labels partition, long tick) {
    errors.add(origin(above, partition, tick));
  }

  /** Hands everything over and is empty again. */
  void flush(Consumer<LeafElement> to) {
    parts.forEach(
        (place, folded) -> {
          if (folded.partials.isEmpty()) {
            to.accept(LeafElement.none(place.origin(), place.group(), folded.support));
          } else {
            folded.partials.sort(null);
            Partial part = Partial.fold(folded.aggregation, folded.partials);
            to.accept(LeafElement.part(place.origin(), place.group(), part, folded.support));
          }
        });
    errors.forEach(origin -> to.accept(LeafElement.error(origin)));
    parts.clear();
    errors.clear();
  }

  private static LeafElement.Origin origin(RulePiece.Above above, Labels partition, long tick) {
    return new LeafElement.Origin(above.piece().partitionKeyOf(partition), above.source(), tick);
  }
}
