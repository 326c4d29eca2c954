package io.barograph.core.notify;

import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import io.barograph.core.route.TimeIntervals;
import java.util.Optional;

/**
 * What keeps alerts from being told, asked in Alertmanager's order: inhibition, time intervals,
 * silences.
 *
 * @param inhibitions know the alerts that fire
 */
record RouteMutes(Inhibitions inhibitions, TimeIntervals intervals, Mutes silences)
    implements Mutes {
  @Override
  public Optional<Mute> of(Labels alert, Route route, long now) {
    return inhibitions
        .of(alert)
        .or(() -> intervals.muting(route, now).map(RouteMutes::muted))
        .or(() -> silences.of(alert, route, now));
  }

  private static Mute muted(TimeIntervals.Muting muting) {
    Mute.Kind kind =
        switch (muting.kind()) {
          case IN_MUTE_INTERVAL -> Mute.Kind.MUTED;
          case OUTSIDE_ACTIVE_INTERVALS -> Mute.Kind.INACTIVE;
        };
    return new Mute(kind, String.join(", ", muting.names()));
  }
}
