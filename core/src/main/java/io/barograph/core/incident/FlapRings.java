package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which alerts flap: have begun and ended so often of late, by fingerprint. An alert that flaps
 * goes on doing so until it has not toggled for the policy's window. A fingerprint takes a ring of
 * its last toggles, and is forgotten when the window has passed, or when so many others have
 * toggled since that there is no room. A toggle costs the same however many fingerprints there are.
 * Not thread-safe.
 */
final class FlapRings {
  private final int transitions;
  private final long window;
  private final int most;

  /** The one that toggled last is the last. */
  private final Map<String, Deque<AlertSignal>> rings = new LinkedHashMap<>(16, 0.75f, true);

  FlapRings(CorrelationPolicy policy) {
    this.transitions = policy.flapTransitions();
    this.window = policy.flapWindow().toMillis();
    this.most = policy.maxToggling();
  }

  /**
   * Takes a toggle.
   *
   * @return false if it was told before
   */
  boolean add(AlertSignal toggle) {
    Deque<AlertSignal> ring = rings.get(toggle.fingerprint());
    if (ring == null) {
      ring = new ArrayDeque<>(2);
      rings.put(toggle.fingerprint(), ring);
      forgetBeyond();
    }
    forgetBefore(ring, toggle.time() - window);
    for (AlertSignal before : ring) {
      if (before.isFiring() == toggle.isFiring() && before.id().equals(toggle.id())) {
        return false;
      }
    }
    ring.add(toggle);
    if (ring.size() > transitions) {
      ring.remove();
    }
    return true;
  }

  /**
   * The beginnings within the window, in order, if an alert has toggled often enough; else none.
   *
   * @param fingerprint of an alert that has toggled
   */
  List<AlertSignal> flaps(String fingerprint) {
    Deque<AlertSignal> ring = rings.get(fingerprint);
    if (ring.size() < transitions) {
      return List.of();
    }
    List<AlertSignal> beginnings = new ArrayList<>(ring);
    beginnings.removeIf(one -> !one.isFiring());
    return beginnings;
  }

  /** Forgets what has not toggled of late. */
  void advance(long now) {
    Iterator<Deque<AlertSignal>> eldest = rings.values().iterator();
    while (eldest.hasNext() && forgetBefore(eldest.next(), now - window)) {
      eldest.remove();
    }
  }

  private void forgetBeyond() {
    if (rings.size() > most) {
      Iterator<String> eldest = rings.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  boolean isEmpty() {
    return rings.isEmpty();
  }

  /** Writes the rings. */
  void write(DataOutput out) throws IOException {
    out.writeInt(rings.size());
    for (Map.Entry<String, Deque<AlertSignal>> ring : rings.entrySet()) {
      out.writeUTF(ring.getKey());
      EvidenceCodec.writeAll(ring.getValue(), out);
    }
  }

  /** Reads into an empty one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      rings.put(in.readUTF(), new ArrayDeque<>(EvidenceCodec.readAll(in)));
    }
  }

  private static boolean forgetBefore(Deque<AlertSignal> ring, long time) {
    while (!ring.isEmpty() && ring.peek().time() < time) {
      ring.remove();
    }
    return ring.isEmpty();
  }
}
