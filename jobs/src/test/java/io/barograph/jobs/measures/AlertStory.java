package io.barograph.jobs.measures;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertStatus;
import io.barograph.jobs.rules.PackRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What happens before an alert, and the like of it that is healthy, as business records and
 * telemetry.
 *
 * @param alert which must fire in the one, and not in the other
 * @param labels what the alert has that is meant, where a pack has several of one name
 * @param pack its rules: a rule file or the folder of a pack, below {@code rules}
 * @param interval from one derived sample to the next
 */
record AlertStory(
    String alert,
    Map<String, String> labels,
    String pack,
    Duration interval,
    Consumer<ToldRecords> faulty,
    Consumer<ToldRecords> healthy) {
  private static final Duration LOOK_BACK = Duration.ofMinutes(5);

  AlertStory {
    labels = new TreeMap<>(labels);
  }

  AlertStory(
      String alert,
      String pack,
      Duration interval,
      Consumer<ToldRecords> faulty,
      Consumer<ToldRecords> healthy) {
    this(alert, Map.of(), pack, interval, faulty, healthy);
  }

  /**
   * When the alert fires: what is told goes through the measure stages of a job, and telemetry and
   * what they derive through its stages of rules.
   *
   * @param told one of the two stories
   */
  List<Alert> firing(Consumer<ToldRecords> told) throws Exception {
    ToldRecords records = new ToldRecords();
    told.accept(records);
    Duration lookBack = LOOK_BACK.compareTo(interval) > 0 ? LOOK_BACK : interval;
    try (PackRun run = new PackRun("../rules/" + pack, lookBack)) {
      return run.alerts(records.samples(interval), interval, records.end()).stream()
          .filter(one -> one.state().status() == AlertStatus.FIRING && isMeant(one))
          .toList();
    }
  }

  private boolean isMeant(Alert one) {
    return one.name().equals(alert)
        && one.labels().toMap().entrySet().containsAll(labels.entrySet());
  }

  @Override
  public String toString() {
    return labels.isEmpty() ? alert : alert + labels;
  }
}
