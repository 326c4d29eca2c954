package io.barograph.jobs.options;

import io.barograph.core.detect.PeerWatch;
import java.time.Duration;
import java.util.List;

/**
 * Which entities are compared with their peers.
 *
 * @param interval the ticks at which something is told, at least a second
 * @param mostEntities the most entities of one comparison
 * @param watches of several that take a series, the first has it
 */
public record PeerPlan(Duration interval, int mostEntities, List<PeerWatch> watches) {
  public PeerPlan {
    watches = List.copyOf(watches);
    if (mostEntities < 1) {
      throw new IllegalArgumentException(
          "%s must be >= 1, was %d".formatted(PeerOptions.PEERS_MAX_ENTITIES.key(), mostEntities));
    }
  }
}
