package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A day of a platform of which there is no graph. Alerts come by chance, and of causes that are at
 * the value of one label, or at what the text of the alerts is about; all else of an alert is
 * drawn, and some labels are the same on almost all.
 */
final class SimulatedGroups {
  private static final long START = 1_760_000_000_000L;
  private static final long DAY = 86_400_000;
  private static final double CHANCE_AN_HOUR = 12;
  private static final double MEAN_MINUTES = 25;

  private static final String[] STATES = {"High", "Low", "Slow", "Stale", "Failing", "Missing"};
  private static final String[] SUBJECTS = {
    "Disk",
    "Memory",
    "Queue",
    "Certificate",
    "Replication",
    "Latency",
    "Backup",
    "Session",
    "Price",
    "Order",
    "Margin",
    "Clock",
    "Socket",
    "Thread",
    "Cache",
    "Index"
  };

  final List<Evidence> events = new ArrayList<>();

  /** By the id of an alert that began, the number of its cause; those of chance have none. */
  final Map<String, Integer> truth = new HashMap<>();

  private final Random random;

  /** By label, how many values it has; of the last of them almost all alerts have one. */
  private final Map<String, Integer> values = new HashMap<>();

  private final double spreadMillis;
  private int alerts;
  private int causes;

  SimulatedGroups(long seed) {
    random = new Random(seed);
    values.put("instance", 30 + random.nextInt(100));
    values.put("pod", 30 + random.nextInt(100));
    values.put("database", 10 + random.nextInt(20));
    values.put("zone", 4 + random.nextInt(4));
    values.put("team", 3 + random.nextInt(3));
    spreadMillis = 10_000 + random.nextInt(30_000);
    for (double at = START; at < START + DAY; at += gap(60 / CHANCE_AN_HOUR)) {
      alert((long) at, "", "", -1);
    }
    for (double at = START + 3_600_000; at < START + DAY; at += gap(MEAN_MINUTES)) {
      cause((long) at);
    }
    events.sort(Evidence.IN_ORDER);
  }

  private double gap(double minutes) {
    return -Math.log(1 - random.nextDouble()) * minutes * 60_000;
  }

  private void cause(long at) {
    String[] labels = {"instance", "pod", "database", ""};
    String label = labels[random.nextInt(labels.length)];
    String value = label.isEmpty() ? SUBJECTS[random.nextInt(SUBJECTS.length)] : any(label);
    for (int i = 2 + random.nextInt(6); i > 0; i--) {
      alert(at + (long) (random.nextDouble() * spreadMillis), label, value, causes);
    }
    causes++;
  }

  private String any(String label) {
    return label + '-' + random.nextInt(values.get(label));
  }

  /** An alert of a cause at such a value of a label, or of such a subject if there is no label. */
  private void alert(long at, String label, String value, int cause) {
    Map<String, String> labels = new HashMap<>(Map.of("cluster", "main", "job", "platform"));
    values.keySet().forEach(one -> labels.put(one, any(one)));
    if (random.nextInt(20) == 0) {
      labels.put("cluster", "spare");
    }
    String subject = SUBJECTS[random.nextInt(SUBJECTS.length)];
    if (cause >= 0 && label.isEmpty()) {
      subject = value;
    } else if (cause >= 0) {
      labels.put(label, value);
    }
    String name = subject + STATES[random.nextInt(STATES.length)];
    labels.put(Labels.ALERT_NAME, name);
    String id = "a%05d".formatted(alerts++);
    if (cause >= 0) {
      truth.put(id, cause);
    }
    String text =
        "The %s of %s has been at %d for %d minutes"
            .formatted(subject, labels.get("instance"), random.nextInt(100), random.nextInt(9));
    events.add(
        new AlertSignal(id, at, name, id, "", "", Priority.P2, true)
            .withTraits(AlertTraits.of(Labels.of(labels), List.of("severity"), text)));
  }
}
