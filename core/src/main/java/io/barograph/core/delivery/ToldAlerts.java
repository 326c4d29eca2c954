package io.barograph.core.delivery;

import io.barograph.core.bytes.Texts;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which alerts are told firing by a channel, and which in its place, since it did not take them:
 * the ends go the same ways. Alerts are known by group and fingerprint. Not thread-safe.
 */
final class ToldAlerts {
  private final Set<String> here = new TreeSet<>();
  private final Set<String> elsewhere = new TreeSet<>();

  /** The channel has taken a notification. */
  void here(Notification notification, boolean wantsResolved) {
    for (NotifiedAlert alert : notification.alerts()) {
      if (!alert.isFiring()) {
        here.remove(key(notification, alert));
      } else if (wantsResolved) {
        here.add(key(notification, alert));
      }
    }
    if (notification.endsMore()) {
      here.removeIf(key -> isOf(notification, key));
    }
  }

  private static boolean isOf(Notification notification, String key) {
    return key.endsWith(' ' + notification.groupKey());
  }

  /** Somebody else is told of a notification in place of the channel. */
  void elsewhere(Notification notification) {
    for (NotifiedAlert alert : notification.alerts()) {
      String key = key(notification, alert);
      if (alert.isFiring()) {
        elsewhere.add(key);
      } else {
        here.remove(key);
        elsewhere.remove(key);
      }
    }
    if (notification.endsMore()) {
      here.removeIf(key -> isOf(notification, key));
      endAllElsewhere(notification);
    }
  }

  /** True if the channel was told that any alert of the group fires. */
  boolean isAnyHere(Notification notification) {
    return here.stream().anyMatch(key -> isOf(notification, key));
  }

  /** True, once, if somebody else has to be told that all alerts of the group have ended. */
  boolean endAllElsewhere(Notification notification) {
    return elsewhere.removeIf(key -> isOf(notification, key));
  }

  /** True if the channel was told that the alert fires. */
  boolean isHere(Notification notification, NotifiedAlert alert) {
    return here.contains(key(notification, alert));
  }

  /** True, once, if somebody else has to be told of the end of the alert. */
  boolean endElsewhere(Notification notification, NotifiedAlert alert) {
    return elsewhere.remove(key(notification, alert));
  }

  /** True if anybody was told that any alert of the group fires. */
  boolean knowsAny(Notification notification) {
    return isAnyHere(notification) || elsewhere.stream().anyMatch(key -> isOf(notification, key));
  }

  /** True if anybody was told that the alert fires. */
  boolean knows(Notification notification, NotifiedAlert alert) {
    String key = key(notification, alert);
    return here.contains(key) || elsewhere.contains(key);
  }

  boolean isEmpty() {
    return here.isEmpty() && elsewhere.isEmpty();
  }

  private static String key(Notification notification, NotifiedAlert alert) {
    return alert.fingerprint() + ' ' + notification.groupKey();
  }

  void write(DataOutput out) throws IOException {
    write(here, out);
    write(elsewhere, out);
  }

  void read(DataInput in) throws IOException {
    read(here, in);
    read(elsewhere, in);
  }

  private static void write(Set<String> keys, DataOutput out) throws IOException {
    out.writeInt(keys.size());
    for (String key : keys) {
      Texts.write(key, out);
    }
  }

  private static void read(Set<String> keys, DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      keys.add(Texts.read(in));
    }
  }
}
