package io.barograph.core.delivery;

import io.barograph.core.bytes.Texts;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What several channels of one receiver did not take is told elsewhere once. Of a notification that
 * goes there in parts, each but the first has an id of its own, so that nobody takes it for a
 * repetition. Not thread-safe.
 *
 * <p>It remembers a notification as long as a channel may still refuse it.
 */
final class Diversions implements ChannelBook.Outlet {
  private final ChannelBook.Outlet outlet;

  /**
   * By the id of the notification: what was diverted, as {@code +fingerprint} if it fires and
   * {@code -fingerprint} if it has ended, and since when it fired.
   */
  private final Map<String, Map<String, Long>> diverted = new TreeMap<>();

  Diversions(ChannelBook.Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public void receipt(Receipt receipt) {
    outlet.receipt(receipt);
  }

  @Override
  public void divert(Notification notification) {
    Map<String, Long> known = diverted.computeIfAbsent(notification.id(), any -> new TreeMap<>());
    int before = known.size();
    List<NotifiedAlert> news =
        notification.alerts().stream()
            .filter(alert -> !isOver(alert) && isNew(alert, known))
            .toList();
    if (!news.isEmpty()) {
      Notification part =
          news.size() == notification.alerts().size()
              ? notification
              : notification.withAlerts(news);
      outlet.divert(before == 0 ? part : part.withId(notification.id() + "-after-" + before));
    }
  }

  private static boolean isNew(NotifiedAlert alert, Map<String, Long> known) {
    String sign = alert.isFiring() ? "+" : "-";
    return known.put(sign + alert.fingerprint(), alert.startsAt()) == null;
  }

  /** True of an alert that fires, if its end was told elsewhere already for another channel. */
  private boolean isOver(NotifiedAlert alert) {
    String end = '-' + alert.fingerprint();
    return alert.isFiring()
        && diverted.values().stream()
            .anyMatch(known -> known.getOrDefault(end, Long.MIN_VALUE) >= alert.startsAt());
  }

  boolean isEmpty() {
    return diverted.isEmpty();
  }

  /** Forgets all but the notifications of these ids. */
  void retain(Set<String> ids) {
    diverted.keySet().retainAll(ids);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(diverted.size());
    for (Map.Entry<String, Map<String, Long>> one : diverted.entrySet()) {
      Texts.write(one.getKey(), out);
      out.writeInt(one.getValue().size());
      for (Map.Entry<String, Long> alert : one.getValue().entrySet()) {
        Texts.write(alert.getKey(), out);
        out.writeLong(alert.getValue());
      }
    }
  }

  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      Map<String, Long> alerts = new TreeMap<>();
      diverted.put(Texts.read(in), alerts);
      for (int more = in.readInt(); more > 0; more--) {
        alerts.put(Texts.read(in), in.readLong());
      }
    }
  }
}
