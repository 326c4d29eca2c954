package io.barograph.core.pattern;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Which chains: those of one pattern whose state changes agree on these labels.
 *
 * @param pack that declares the pattern
 * @param pattern its name
 * @param digest of what the pattern says; a pattern that says something else is another
 * @param kind the kind of incident that a chain is
 * @param length how many stages it has, what must not come inside
 * @param withinMillis so long behind the first stage the last one comes at most
 * @param absentMillis for how long something must not come behind the stages; 0 if there is no such
 *     stage
 * @param labels what they agree on
 * @param annotations of the pattern
 */
public record ChainKey(
    String pack,
    String pattern,
    long digest,
    String kind,
    int length,
    long withinMillis,
    long absentMillis,
    Labels labels,
    SortedMap<String, String> annotations) {
  public ChainKey {
    Objects.requireNonNull(pack, "pack");
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(labels, "labels");
  }

  /** How many stages must come. */
  public int stages() {
    return length - (hasAbsence() ? 1 : 0);
  }

  /** True if it is complete once something has not come. */
  public boolean hasAbsence() {
    return absentMillis > 0;
  }

  /** For how long behind its first stage a chain may go on, milliseconds. */
  public long lifetimeMillis() {
    return (stages() == 1 ? 0 : withinMillis) + absentMillis;
  }

  /** It as a text, different for each; begins with the name of the pattern. */
  public String text() {
    return pack + '/' + pattern + ' ' + Fingerprint.toHex(digest) + ' ' + labels;
  }
}
