package io.barograph.ml.peers;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far an entity is from its peers.
 *
 * @param score 0 to 1, from {@value #UNLIKE} on it is unlike them; not a number if it has none
 * @param cluster the number of the cluster whose centre is nearest, from 1, the largest first; 0 if
 *     it has no score
 * @param reason why
 * @param feature in what it differs most from that centre; null if it has no score
 * @param deviation by how much, in deviations of that among all entities
 */
public record PeerScore(
    double score, int cluster, PeerReason reason, PeerFeature feature, double deviation) {
  /** A score from here on is that of an entity which is unlike its peers. */
  public static final double UNLIKE = 0.5;

  /** False if there was nothing to compare it with. */
  public boolean isKnown() {
    return cluster > 0;
  }

  static PeerScore none(PeerReason reason) {
    return new PeerScore(Double.NaN, 0, reason, null, Double.NaN);
  }

  static PeerScore of(double score, int cluster, PeerFeature feature, double deviation) {
    PeerReason reason = score < UNLIKE ? PeerReason.USUAL : PeerReason.UNLIKE_PEERS;
    return new PeerScore(score, cluster, reason, feature, deviation);
  }

  /** Writes it, which must be known, so that {@link #read} gives it again. */
  public void write(DataOutput out) throws IOException {
    out.writeDouble(score);
    out.writeInt(cluster);
    feature.write(out);
    out.writeDouble(deviation);
  }

  /** A score as {@link #write} wrote it. */
  public static PeerScore read(DataInput in) throws IOException {
    return of(in.readDouble(), in.readInt(), PeerFeature.read(in), in.readDouble());
  }
}
