package io.barograph.ml.peers;

import java.util.Locale;

/** Why an entity has its score. */
public enum PeerReason {
  /** It is as far from the centre of its peers as many are. */
  USUAL,
  /** It is farther. */
  UNLIKE_PEERS,
  /** There are fewer than {@value PeerComparison#FEWEST} entities: it has none. */
  TOO_FEW_PEERS,
  /** Nothing is known of it by which the others differ: it has none. */
  NOTHING_TO_COMPARE;

  /** The name in files. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
