package io.barograph.ml.watch;

import io.barograph.core.measure.SampleOutput;
import io.barograph.ml.failure.LeadBand;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** How right the versions of one prediction are. Not thread-safe. */
final class Judges {
  private final String prediction;
  private final TreeMap<ScorerId, VersionJudge> versions = new TreeMap<>();

  Judges(String prediction) {
    this.prediction = prediction;
  }

  VersionJudge of(ScorerId id) {
    return versions.computeIfAbsent(id, any -> new VersionJudge(prediction, id));
  }

  void sample(long tick, LeadBand band, SampleOutput out) {
    versions.values().forEach(judge -> judge.sample(tick, band, out));
    versions.values().removeIf(judge -> judge.isSpent(tick));
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(versions.size());
    for (Map.Entry<ScorerId, VersionJudge> one : versions.entrySet()) {
      one.getKey().write(out);
      one.getValue().write(out);
    }
  }

  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      ScorerId id = ScorerId.read(in);
      versions.put(id, VersionJudge.read(prediction, id, in));
    }
  }
}
