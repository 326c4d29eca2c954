package io.barograph.core.measure;

import io.barograph.core.labels.Fingerprint;

/** Keys shared out evenly by their hash, so that what is decided in a share needs no other. */
public final class KeyShare {
  private KeyShare() {}

  /**
   * The share of a key, from 0.
   *
   * @param shares how many there are, a power of two
   */
  public static int of(String key, int shares) {
    long hash = Fingerprint.add(Fingerprint.OFFSET_BASIS, "", key);
    return (int) ((hash ^ (hash >>> 32)) & (shares - 1));
  }
}
