package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What is kept of one metric of an entity: a member of each kind. Not thread-safe. */
final class EntityMetric {
  private final Member[] members;
  private final TailCalibration[] calibrations;

  private EntityMetric(int kinds) {
    members = new Member[kinds];
    calibrations = new TailCalibration[kinds];
  }

  /** One of which nothing was seen. */
  static EntityMetric create(List<MemberKind> kinds, SeasonClock clock, long seed) {
    EntityMetric metric = new EntityMetric(kinds.size());
    for (int kind = 0; kind < kinds.size(); kind++) {
      metric.members[kind] = kinds.get(kind).create(seed, clock);
      metric.calibrations[kind] = new TailCalibration();
    }
    return metric;
  }

  /** How far a value is from what the member of a kind expected; unknown if it is missing. */
  Deviation next(int kind, long timeMillis, double value) {
    return Double.isFinite(value)
        ? members[kind].next(timeMillis, Member.bounded(value))
        : Deviation.UNKNOWN;
  }

  /** How rare a deviation is; 0 if it is not known. */
  double rarity(int kind, Deviation deviation) {
    return deviation.isKnown() ? calibrations[kind].next(deviation.size()) : 0;
  }

  /** True once the member of a kind has expected something: the metric counts from then on. */
  boolean counts(int kind) {
    return !calibrations[kind].isEmpty();
  }

  void read(int kind, MemberKind of, SeasonClock clock, DataInput in) throws IOException {
    members[kind] = of.read(clock, in);
    calibrations[kind] = TailCalibration.read(in);
  }

  void write(int kind, DataOutput out) throws IOException {
    members[kind].write(out);
    calibrations[kind].write(out);
  }
}
