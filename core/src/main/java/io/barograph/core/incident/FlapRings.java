package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which alerts flap: have begun and ended so often of late, by fingerprint. An alert that flaps
 * goes on doing so until it has not toggled for the policy's window. A fingerprint takes a ring of
 * its last toggles, and is forgotten when the window has passed. Not thread-safe.
 */
final class FlapRings {
  private final int transitions;
  private final long window;
  private final Map<String, Deque<AlertSignal>> rings = new TreeMap<>();

  FlapRings(CorrelationPolicy policy) {
    this.transitions = policy.flapTransitions();
    this.window = policy.flapWindow().toMillis();
  }

  /**
   * Takes a toggle.
   *
   * @return the beginnings within the window, in order, if there have been toggles enough; else
   *     none
   */
  List<AlertSignal> add(AlertSignal toggle) {
    Deque<AlertSignal> ring =
        rings.computeIfAbsent(toggle.fingerprint(), any -> new ArrayDeque<>());
    ring.add(toggle);
    forgetBefore(ring, toggle.time() - window);
    if (ring.size() > transitions) {
      ring.remove();
    }
    if (ring.size() < transitions) {
      return List.of();
    }
    List<AlertSignal> beginnings = new ArrayList<>(ring);
    beginnings.removeIf(one -> !one.isFiring());
    return beginnings;
  }

  /** Forgets what has not toggled of late. */
  void advance(long now) {
    rings.values().removeIf(ring -> forgetBefore(ring, now - window));
  }

  boolean isEmpty() {
    return rings.isEmpty();
  }

  /** Writes the rings. */
  void write(DataOutput out) throws IOException {
    out.writeInt(rings.size());
    for (Deque<AlertSignal> ring : rings.values()) {
      EvidenceCodec.writeAll(ring, out);
    }
  }

  /** Reads into an empty one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      List<AlertSignal> ring = EvidenceCodec.readAll(in);
      rings.put(ring.get(0).fingerprint(), new ArrayDeque<>(ring));
    }
  }

  private static boolean forgetBefore(Deque<AlertSignal> ring, long time) {
    while (!ring.isEmpty() && ring.peek().time() < time) {
      ring.remove();
    }
    return ring.isEmpty();
  }
}
