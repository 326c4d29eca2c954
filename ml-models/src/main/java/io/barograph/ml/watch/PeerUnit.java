package io.barograph.ml.watch;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.ml.peers.PeerFeature;
import io.barograph.ml.peers.PeerProfile;
import io.barograph.ml.peers.PeerScore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is kept of one entity that is compared with its peers. Not thread-safe. */
final class PeerUnit {
  private final Labels labels;
  private PeerProfile profile = new PeerProfile();

  /** What was said of it behind the last span; null if it had no score. */
  private PeerScore said;

  /** In what it was told to differ; null if it was not. */
  private PeerFeature told;

  PeerUnit(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  /** Of the span that is open. */
  PeerProfile profile() {
    return profile;
  }

  /** True if it was compared behind the last span. */
  boolean isCompared() {
    return said != null;
  }

  /** True if nothing of it is left to tell, and nothing came. */
  boolean isGone() {
    return said == null && told == null && profile.isEmpty();
  }

  /**
   * Begins another span.
   *
   * @param score what is said behind the last one; null if nothing came in it
   */
  void begin(PeerScore score) {
    said = score != null && score.isKnown() ? score : null;
    profile = new PeerProfile();
  }

  void sample(PeerSamples samples, SampleOutput out) {
    PeerFeature different =
        said != null && said.score() >= PeerScore.UNLIKE ? said.feature() : null;
    if (told != null && !told.equals(different)) {
      samples.deviationEnds(labels, told, out);
    }
    told = different;
    if (said != null) {
      samples.score(labels, said, out);
    }
    if (told != null) {
      samples.deviation(labels, told, said.deviation(), out);
    }
  }

  void write(DataOutput out) throws IOException {
    LabelsBytes.write(labels, out);
    profile.write(out);
    out.writeBoolean(said != null);
    if (said != null) {
      said.write(out);
    }
    out.writeBoolean(told != null);
    if (told != null) {
      told.write(out);
    }
  }

  static PeerUnit read(DataInput in) throws IOException {
    PeerUnit read = new PeerUnit(LabelsBytes.read(in));
    read.profile = PeerProfile.read(in);
    read.said = in.readBoolean() ? PeerScore.read(in) : null;
    read.told = in.readBoolean() ? PeerFeature.read(in) : null;
    return read;
  }
}
