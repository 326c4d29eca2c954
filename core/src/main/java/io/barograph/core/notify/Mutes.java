package io.barograph.core.notify;

import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import java.util.Optional;

/** What keeps alerts from being told: inhibition, time intervals, silences. */
@FunctionalInterface
public interface Mutes {
  /**
   * What keeps an alert from being told by way of a route; empty if nothing does.
   *
   * @param now milliseconds of event time
   */
  Optional<Mute> of(Labels alert, Route route, long now);
}
