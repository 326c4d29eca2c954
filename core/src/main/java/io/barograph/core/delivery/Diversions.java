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
import java.util.TreeSet;

/**
 * What several channels of one receiver did not take is told elsewhere once. Not thread-safe.
 *
 * <p>It remembers a notification as long as a channel may still refuse it.
 */
final class Diversions implements ChannelBook.Outlet {
  private final ChannelBook.Outlet outlet;

  /** Episodes that were diverted, and whether as ended, by the id of the notification. */
  private final Map<String, Set<String>> diverted = new TreeMap<>();

  Diversions(ChannelBook.Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public void receipt(Receipt receipt) {
    outlet.receipt(receipt);
  }

  @Override
  public void divert(Notification notification) {
    Set<String> known = diverted.computeIfAbsent(notification.id(), any -> new TreeSet<>());
    List<NotifiedAlert> news =
        notification.alerts().stream().filter(alert -> !isOver(alert) && known.add(key(alert, alert.isFiring()))).toList();
    if (!news.isEmpty()) {
      outlet.divert(
          news.size() == notification.alerts().size()
              ? notification
              : notification.withAlerts(news));
    }
  }

  /** True of an alert that fires, if its end was told elsewhere already for another channel. */
  private boolean isOver(NotifiedAlert alert) {
    String end = key(alert, false);
    return alert.isFiring() && diverted.values().stream().anyMatch(known -> known.contains(end));
  }

  private static String key(NotifiedAlert alert, boolean isFiring) {
    return (isFiring ? '+' : '-') + alert.alertId();
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
    for (Map.Entry<String, Set<String>> one : diverted.entrySet()) {
      Texts.write(one.getKey(), out);
      out.writeInt(one.getValue().size());
      for (String episode : one.getValue()) {
        Texts.write(episode, out);
      }
    }
  }

  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      Set<String> episodes = new TreeSet<>();
      diverted.put(Texts.read(in), episodes);
      for (int more = in.readInt(); more > 0; more--) {
        episodes.add(Texts.read(in));
      }
    }
  }
}
