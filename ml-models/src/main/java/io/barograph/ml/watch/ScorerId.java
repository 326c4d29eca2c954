package io.barograph.ml.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * What predicts: a version, as the one in use or as the one that is tried.
 *
 * @param version {@value UnitOutlook#RULE}, or the version of a model
 */
record ScorerId(String version, boolean isShadow) implements Comparable<ScorerId> {
  static final String LIVE = "live";
  static final String SHADOW = "shadow";

  private static final Comparator<ScorerId> ORDER =
      Comparator.comparing(ScorerId::isShadow).thenComparing(ScorerId::version);

  @Override
  public int compareTo(ScorerId other) {
    return ORDER.compare(this, other);
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(version);
    out.writeBoolean(isShadow);
  }

  static ScorerId read(DataInput in) throws IOException {
    return new ScorerId(in.readUTF(), in.readBoolean());
  }
}
