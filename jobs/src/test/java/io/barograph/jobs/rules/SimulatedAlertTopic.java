package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.jobs.example.NewestVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The topic of alerts, written at least once, and a reader of it that drops what is not newer than
 * what it saw.
 *
 * <p>What a sink has not flushed when everything crashes is lost, all of it or its end.
 */
final class SimulatedAlertTopic {
  private final Random random;
  private final Map<String, List<Alert>> buffers = new HashMap<>();
  private final List<Alert> told = new ArrayList<>();
  private final NewestVersions versions = new NewestVersions();
  private final List<Alert> seen = new ArrayList<>();

  SimulatedAlertTopic(Random random) {
    this.random = random;
  }

  /** Takes what a sink gives, and writes it now or later. */
  void tell(String sink, Alert alert) {
    buffers.computeIfAbsent(sink, any -> new ArrayList<>()).add(alert);
    if (random.nextInt(3) == 0) {
      flush(sink);
    }
  }

  /** Writes what a sink has given. */
  void flush(String sink) {
    List<Alert> buffer = buffers.remove(sink);
    if (buffer != null) {
      buffer.forEach(this::write);
    }
  }

  void flushAll() {
    List.copyOf(buffers.keySet()).forEach(this::flush);
  }

  void crash() {
    for (List<Alert> buffer : buffers.values()) {
      buffer.subList(0, random.nextInt(buffer.size() + 1)).forEach(this::write);
    }
    buffers.clear();
  }

  private void write(Alert alert) {
    told.add(alert);
    if (versions.isNews(alert.id(), alert.state().version())) {
      seen.add(alert);
    }
  }

  /** Every record, again after crashes. */
  List<Alert> told() {
    return told;
  }

  /** What the reader took, in order. */
  List<Alert> seen() {
    return seen;
  }
}
