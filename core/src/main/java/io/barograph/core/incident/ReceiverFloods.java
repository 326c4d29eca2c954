package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells when a receiver gets more alerts than people can take in, each for a reason of its own.
 * What an incident explains is one thing, however many alerts it has, and does not count.
 *
 * <p>An alert is looked at when it has stood alone for so long that nothing explains it any more.
 * Not thread-safe.
 */
final class ReceiverFloods {
  /** So many alerts of a receiver are remembered; a flood needs no more to go on. */
  private static final int MAX_RECENT = 1_000;

  private final FloodPolicy policy;
  private final IncidentBook book;
  private final long patience;
  private final int maxExpected;

  /** By the id of an alert that may yet stand alone, the oldest first. */
  private final Map<String, Expected> expected = new LinkedHashMap<>();

  private final SortedMap<String, Recent> byReceiver = new TreeMap<>();

  private record Expected(long time, List<String> receivers) {}

  /** What stood alone of late, and the flood that it is; null if it is none. */
  private static final class Recent {
    private final ArrayDeque<AlertSignal> alerts = new ArrayDeque<>();
    private OpenIncident flood;
  }

  /**
   * Nothing came yet.
   *
   * @param book takes what is found
   */
  ReceiverFloods(CorrelationPolicy policy, IncidentBook book) {
    this.policy = policy.floods();
    this.book = book;
    this.patience = Math.max(policy.window().toMillis(), policy.likeness().window().toMillis());
    this.maxExpected = policy.maxHeld();
  }

  /** An alert began that may stand alone. */
  void expect(RoutedAlert routed) {
    expected.put(routed.id(), new Expected(routed.time(), routed.receivers()));
    if (expected.size() > maxExpected) {
      Iterator<String> oldest = expected.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Takes alerts that nothing explains, in order. */
  void take(Collection<AlertSignal> alone, long now) {
    for (AlertSignal alert : alone) {
      Expected known = expected.remove(alert.id());
      if (known != null) {
        known.receivers().forEach(receiver -> take(alert, receiver, now));
      }
    }
  }

  private void take(AlertSignal alert, String receiver, long now) {
    Recent recent = byReceiver.computeIfAbsent(receiver, any -> new Recent());
    recent.alerts.add(alert);
    if (recent.alerts.size() > MAX_RECENT) {
      recent.alerts.remove();
    }
    if (recent.flood != null) {
      join(recent.flood, alert, receiver);
      return;
    }
    List<AlertSignal> loose =
        recent.alerts.stream()
            .filter(one -> one.time() >= alert.time() - policy.window().toMillis())
            .filter(one -> book.holder(one) == null)
            .toList();
    if (loose.size() >= policy.alerts() && services(loose) >= policy.services()) {
      recent.flood = book.open(IncidentKind.FLOOD, "", loose.get(0).id(), now);
      loose.forEach(one -> join(recent.flood, one, receiver));
    }
  }

  /** An alert that several receivers are told of is part of the flood that it came to first. */
  private void join(OpenIncident flood, AlertSignal alert, String receiver) {
    if (book.holder(alert) == null) {
      book.join(flood, new Incident.Member(alert, JoinReason.FLOODS, receiver, 1));
    }
  }

  private static int services(List<AlertSignal> alerts) {
    Set<String> services = new HashSet<>();
    alerts.forEach(alert -> services.add(alert.service()));
    services.remove("");
    return services.size();
  }

  /** True if less than half of what makes a flood comes. */
  boolean isOver(OpenIncident flood, long now) {
    return byReceiver.values().stream()
        .filter(recent -> recent.flood == flood)
        .allMatch(
            recent ->
                2 * recent.alerts.stream().filter(one -> isRecent(one.time(), now)).count()
                    < policy.alerts());
  }

  private boolean isRecent(long time, long now) {
    return time >= now - patience - policy.window().toMillis();
  }

  /** An incident is closed, be it a flood or not. */
  void closed(OpenIncident incident) {
    byReceiver.values().stream()
        .filter(recent -> recent.flood == incident)
        .forEach(recent -> recent.flood = null);
  }

  /** Forgets what is over. */
  void advance(long now) {
    expected.values().removeIf(one -> !isRecent(one.time(), now));
    for (Iterator<Recent> all = byReceiver.values().iterator(); all.hasNext(); ) {
      Recent recent = all.next();
      recent.alerts.removeIf(one -> !isRecent(one.time(), now));
      if (recent.alerts.isEmpty() && recent.flood == null) {
        all.remove();
      }
    }
  }

  void clear() {
    expected.clear();
    byReceiver.clear();
  }

  /** Writes what was seen. */
  void write(DataOutput out) throws IOException {
    out.writeInt(expected.size());
    for (Map.Entry<String, Expected> one : expected.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeLong(one.getValue().time());
      RoutedAlert.writeReceivers(one.getValue().receivers(), out);
    }
    out.writeInt(byReceiver.size());
    for (Map.Entry<String, Recent> one : byReceiver.entrySet()) {
      out.writeUTF(one.getKey());
      EvidenceCodec.writeAll(one.getValue().alerts, out);
      out.writeUTF(one.getValue().flood == null ? "" : one.getValue().flood.id);
    }
  }

  /** Reads into a new one what {@link #write} wrote, behind the book. */
  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      expected.put(in.readUTF(), new Expected(in.readLong(), RoutedAlert.readReceivers(in)));
    }
    for (int count = in.readInt(); count > 0; count--) {
      Recent recent = new Recent();
      byReceiver.put(in.readUTF(), recent);
      recent.alerts.addAll(EvidenceCodec.readAll(in));
      recent.flood = book.find(in.readUTF());
    }
  }
}
