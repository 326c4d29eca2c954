package io.barograph.jobs.options;

import io.barograph.core.detect.EntityWatch;
import java.time.Duration;
import java.util.List;

/**
 * Which entities are watched by all their metrics at once.
 *
 * @param interval the ticks at which something is told, at least a second
 * @param mostEntities the most entities of all entries together
 * @param watches of several that take a series, the first has it
 */
public record EntityPlan(Duration interval, int mostEntities, List<EntityWatch> watches) {
  public EntityPlan {
    watches = List.copyOf(watches);
    if (mostEntities < 1) {
      throw new IllegalArgumentException(
          "%s must be >= 1, was %d"
              .formatted(EntityOptions.ENTITIES_MAX_ENTITIES.key(), mostEntities));
    }
  }
}
