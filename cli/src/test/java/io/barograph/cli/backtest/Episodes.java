package io.barograph.cli.backtest;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Episodes on a clock that begins at 0. */
final class Episodes {
  private Episodes() {}

  static Episode fired(String name, String job, long from, long until) {
    return episode(name, job, Optional.of(at(from)), Optional.of(at(until)), from);
  }

  static Episode stillFiring(String name, String job, long from) {
    return episode(name, job, Optional.of(at(from)), Optional.empty(), from);
  }

  static Episode pendingOnly(String name, String job, long from, long until) {
    return episode(name, job, Optional.empty(), Optional.of(at(until)), from);
  }

  static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static Episode episode(
      String name, String job, Optional<Instant> fired, Optional<Instant> ended, long begun) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("alertname", name);
    labels.put("job", job);
    return new Episode(
        name + job + begun, "pack/group/" + name, labels, "any", at(begun), fired, ended, 1);
  }
}
