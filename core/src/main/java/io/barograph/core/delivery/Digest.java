package io.barograph.core.delivery;

import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One notification that tells of several. */
final class Digest {
  private Digest() {}

  /**
   * Tells each alert once, as the last of the notifications has it.
   *
   * @param notifications of one receiver, at least one, in their order
   * @param wantsResolved whether it is told when alerts end: else they are told as they fired
   */
  static Notification of(List<Notification> notifications, boolean wantsResolved, long now) {
    Map<Labels, NotifiedAlert> alerts = new TreeMap<>();
    int more = 0;
    for (Notification notification : notifications) {
      more += notification.truncatedAlerts();
      notification.alerts().stream()
          .filter(alert -> wantsResolved || alert.isFiring())
          .forEach(alert -> alerts.put(alert.labels(), alert));
    }
    List<NotifiedAlert> all = new ArrayList<>(alerts.values());
    List<NotifiedAlert> named = all.subList(0, Math.min(all.size(), Notification.MAX_ALERTS));
    Notification first = notifications.get(0);
    return new Notification(
        first.id() + "-digest-" + now,
        first.receiver(),
        "{}:{digest=\"" + notifications.size() + "\"}",
        Labels.EMPTY,
        Labels.EMPTY,
        NotifyReason.DIGEST,
        named,
        more + all.size() - named.size(),
        "",
        first.at());
  }
}
