package io.barograph.core.notify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one receiver was told of one group, and so what it is owed. Alerts are named by the
 * fingerprints of their labels. Not thread-safe.
 *
 * <p>It answers when there is something to tell as Alertmanager's notification log does, but for
 * one thing: an alert that was told firing stays owed until it is told resolved, whatever mutes it
 * in between.
 */
final class OwedBook {
  private static final long NEVER = Long.MIN_VALUE;

  private final NavigableSet<Long> firing = new TreeSet<>();
  private final NavigableSet<Long> ended = new TreeSet<>();
  private long toldAt = NEVER;

  /** True if the alert was told firing and not resolved since. */
  boolean owes(long fingerprint) {
    return firing.contains(fingerprint);
  }

  /** True if no alert is told firing. */
  boolean owesNothing() {
    return firing.isEmpty();
  }

  /** When something was told last; the least long if nothing was. */
  long toldAt() {
    return toldAt;
  }

  /**
   * Why there is something to tell; empty if there is not.
   *
   * @param fires the alerts that fire, without those that are muted
   * @param over the alerts that have ended, without muted ones that are not owed
   * @param tellsResolved whether the receiver is told when alerts end
   * @param repeatMillis after how long it is told again
   */
  Optional<NotifyReason> reason(
      Set<Long> fires, Set<Long> over, boolean tellsResolved, long repeatMillis, long now) {
    if (toldAt == NEVER) {
      return fires.isEmpty() ? Optional.empty() : Optional.of(NotifyReason.FIRST);
    }
    if (!firing.containsAll(fires)) {
      return Optional.of(NotifyReason.NEW_ALERTS);
    }
    boolean paysAny = over.stream().anyMatch(firing::contains);
    if (fires.isEmpty()) {
      if (!paysAny) {
        return Optional.empty();
      }
      boolean paysAll = over.containsAll(firing);
      return Optional.of(paysAll ? NotifyReason.ALL_RESOLVED : NotifyReason.SOME_RESOLVED);
    }
    if (tellsResolved && !ended.containsAll(over)) {
      return Optional.of(NotifyReason.SOME_RESOLVED);
    }
    return toldAt < now - repeatMillis ? Optional.of(NotifyReason.REPEAT) : Optional.empty();
  }

  /** The receiver is told of these alerts: what fires is owed, what has ended is so no more. */
  void told(Collection<Long> fires, Collection<Long> over, long now) {
    firing.removeAll(over);
    firing.addAll(fires);
    ended.clear();
    ended.addAll(over);
    toldAt = now;
  }

  /** True if nothing is owed, and nothing was told for so long that it need not be remembered. */
  boolean isSpent(long rememberedMillis, long now) {
    return firing.isEmpty() && (toldAt == NEVER || toldAt < now - rememberedMillis);
  }

  void write(DataOutput out) throws IOException {
    write(firing, out);
    write(ended, out);
    out.writeLong(toldAt);
  }

  void read(DataInput in) throws IOException {
    read(firing, in);
    read(ended, in);
    toldAt = in.readLong();
  }

  private static void write(Set<Long> fingerprints, DataOutput out) throws IOException {
    out.writeInt(fingerprints.size());
    for (long fingerprint : fingerprints) {
      out.writeLong(fingerprint);
    }
  }

  private static void read(Set<Long> fingerprints, DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      fingerprints.add(in.readLong());
    }
  }
}
