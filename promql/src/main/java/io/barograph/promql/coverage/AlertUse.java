package io.barograph.promql.coverage;

import java.util.Optional;
import java.util.Set;

/**
 * What has become of alerts, by their names.
 *
 * @param fired those that fired at any time
 * @param actedOn those of which somebody acted on one that fired; absent if that is not known
 */
public record AlertUse(Set<String> fired, Optional<Set<String>> actedOn) {
  public AlertUse {
    fired = Set.copyOf(fired);
    actedOn = actedOn.map(Set::copyOf);
  }
}
