package io.barograph.core.quality;

import io.barograph.core.labels.Labels;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Episodes of alerts, made by hand; times are in minutes. */
final class Episodes {
  static final long MINUTE = 60_000;

  private final List<AlertEpisode> all = new ArrayList<>();

  /** An alert on a host that fired for so many minutes; below 0 it still does. */
  Episodes add(String name, String host, double at, double minutes) {
    return add(name, host, at, minutes, 0);
  }

  Episodes add(String name, String host, double at, double minutes, int duplicates) {
    long fired = (long) (at * MINUTE);
    all.add(
        new AlertEpisode(
            "e" + all.size(),
            name + '-' + host,
            "pack/group/" + name,
            Labels.of(Labels.ALERT_NAME, name, "host", host),
            fired,
            minutes < 0 ? AlertEpisode.NEVER : fired + (long) (minutes * MINUTE),
            duplicates));
    return this;
  }

  List<AlertEpisode> all() {
    return all;
  }

  /** The id of the episode that was added so many before. */
  String id(int number) {
    return all.get(number).id();
  }

  static Fault fault(String name, String host, double from, double to) {
    return new Fault(
        name,
        (long) (from * MINUTE),
        (long) (to * MINUTE),
        host.isEmpty() ? Labels.EMPTY : Labels.of("host", host));
  }

  static AlertMark mark(String id, AlertMark.Kind kind, double at) {
    return new AlertMark(id, kind, (long) (at * MINUTE), 0);
  }

  static AlertMark rated(String id, int rating) {
    return new AlertMark(id, AlertMark.Kind.RATED, 0, rating);
  }

  /** The figures of no alerts. */
  static QualityFigures noFigures() {
    return AlertQuality.of(AlertRecord.of(List.of()), 0, 1, ZoneOffset.UTC, QualityPolicy.DEFAULT)
        .figures();
  }
}
