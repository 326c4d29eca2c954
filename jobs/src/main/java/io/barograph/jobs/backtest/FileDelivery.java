package io.barograph.jobs.backtest;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.incident.Incident;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.deadletter.DeadLetterJson;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.output.JobOutput;
import io.barograph.jobs.output.NotificationJson;
import io.barograph.jobs.routing.RoutingPipeline;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Alerts, notifications and refused series to files: one JSON record a line, as the topics would
 * carry it.
 */
final class FileDelivery implements JobOutput {
  private static final String NOTIFICATIONS = "notifications.jsonl";

  private final Path folder;
  private final String prefix;
  private final Times times;
  private final SortedSet<String> leftOut;
  private final List<DataStream<Alert>> alerts = new ArrayList<>();
  private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();
  private final List<DataStream<Notification>> notifications = new ArrayList<>();
  private String externalUrl = "";

  /**
   * Which transitions are told, in event time, milliseconds.
   *
   * @param from those before it go to a file of their own
   * @param to those behind it go nowhere
   */
  record Times(long from, long to) implements Serializable {
    static final Times ALL = new Times(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean hold(long time) {
      return time >= from && time <= to;
    }
  }

  /**
   * A delivery to files in {@code folder}.
   *
   * @param prefix stands before their names
   * @param leftOut names of alerts that are not written
   */
  FileDelivery(Path folder, String prefix, Times times, SortedSet<String> leftOut) {
    this.folder = folder;
    this.prefix = prefix;
    this.times = times;
    this.leftOut = leftOut;
  }

  /** Leaves a file of notifications even if no rule alerts. */
  void expectNotifications() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file(NOTIFICATIONS), "");
  }

  @Override
  public void deliverAlerts(String stage, DataStream<Alert> told, DataStream<Labels> forgotten) {
    alerts.add(leftOut.isEmpty() ? told : withoutLeftOut(stage, told));
  }

  private DataStream<Alert> withoutLeftOut(String stage, DataStream<Alert> told) {
    TreeSet<String> names = new TreeSet<>(leftOut);
    return told.filter(alert -> !names.contains(alert.name()))
        .uid("left-out-" + stage)
        .name("without alerts left out of " + stage);
  }

  /** Nobody hears of what is left out. */
  @Override
  public DataStream<Alert> routed(DataStream<Alert> told) {
    return leftOut.isEmpty() ? told : withoutLeftOut("routing", told);
  }

  @Override
  public void deliverNotifications(
      RoutingPipeline.Streams told,
      Optional<DataStream<Incident>> incidents,
      DeliveryPlan plan,
      boolean isFedBack) {
    externalUrl = plan.texts().externalUrl();
    Times range = times;
    notifications.add(
        told.notifications()
            .filter(notification -> range.hold(notification.at()))
            .setParallelism(1)
            .uid("notifications-of-range")
            .name("notifications of the range"));
  }

  /** A job has no loops, so what shows alerts ends here. */
  @Override
  public void deliverFeedback(DataStream<IngestedSample> samples) {}

  @Override
  public void deliverDeadLetters(String from, DataStream<DeadLetter> letters) {
    deadLetters.add(
        letters
            .filter(letter -> letter.reason() == DeadLetterReason.SERIES_LIMIT)
            .setParallelism(letters.getParallelism())
            .uid("refused-series-" + from)
            .name("refused series of " + from));
  }

  /** Wires the files behind what was delivered; false if there were no alerts to wire. */
  boolean finish() throws IOException {
    union(
        deadLetters,
        new SortedLinesSink<>(file("refused.jsonl"), DeadLetter::toString, DeadLetterJson::of),
        "dead-letters");
    String url = externalUrl;
    union(
        notifications,
        new SortedLinesSink<>(
            file(NOTIFICATIONS), FileDelivery::key, told -> NotificationJson.of(told, url)),
        "notifications");
    Path transitions = file("transitions.jsonl");
    Files.deleteIfExists(transitions);
    if (alerts.isEmpty()) {
      Files.createFile(transitions); // no rule alerts
      return false;
    }
    if (times.equals(Times.ALL)) {
      toFile(alerts, transitions, "alerts");
    } else {
      Times range = times;
      toFile(
          within("earlier", told -> told.updatedAt() < range.from()),
          file("earlier-transitions.jsonl"),
          "earlier-alerts");
      toFile(within("alerts", told -> range.hold(told.updatedAt())), transitions, "alerts");
    }
    return true;
  }

  private Path file(String name) {
    return folder.resolve(prefix + name);
  }

  private List<DataStream<Alert>> within(String which, FilterFunction<Alert> condition) {
    List<DataStream<Alert>> some = new ArrayList<>();
    for (DataStream<Alert> stream : alerts) {
      some.add(
          stream
              .filter(condition)
              .uid(which + "-of-range-" + some.size())
              .name(which + " of the range"));
    }
    return some;
  }

  private static void toFile(List<DataStream<Alert>> streams, Path file, String uid) {
    union(streams, new SortedLinesSink<>(file, FileDelivery::key, AlertJson::of), uid);
  }

  private static <T> void union(List<DataStream<T>> streams, SortedLinesSink<T> sink, String uid) {
    streams.stream()
        .reduce((some, others) -> some.union(others))
        .ifPresent(
            all -> all.sinkTo(sink).setParallelism(1).uid(uid + "-to-file").name(uid + " to file"));
  }

  /** By time, then by receiver and group. */
  private static String key(Notification told) {
    return "%019d %s %s %s".formatted(told.at(), told.receiver(), told.groupKey(), told.id());
  }

  /** By time, then by alert, episode and version. */
  private static String key(Alert alert) {
    return "%019d %s %019d %010d"
        .formatted(
            alert.updatedAt(),
            alert.fingerprint(),
            alert.state().activeAt(),
            alert.state().version());
  }
}
