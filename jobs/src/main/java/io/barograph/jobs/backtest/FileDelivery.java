package io.barograph.jobs.backtest;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Labels;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.deadletter.DeadLetterJson;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.output.JobOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Alerts and refused series to files: one JSON record a line, as the topics would carry it. */
final class FileDelivery implements JobOutput {
  private final Path transitions;
  private final Path refused;
  private final SortedSet<String> leftOut;
  private final List<DataStream<Alert>> alerts = new ArrayList<>();
  private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();

  /**
   * A delivery to two files.
   *
   * @param leftOut names of alerts that are not written
   */
  FileDelivery(Path transitions, Path refused, SortedSet<String> leftOut) {
    this.transitions = transitions;
    this.refused = refused;
    this.leftOut = leftOut;
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

  /** Nobody would have been notified. */
  @Override
  public void deliverTried(DataStream<Alert> tried) {}

  /** A job has no loops, so what shows alerts ends here. */
  @Override
  public void deliverFeedback(DataStream<IngestedSample> samples) {}

  @Override
  public void deliverDeadLetters(String from, DataStream<DeadLetter> letters) {
    deadLetters.add(letters);
  }

  /** Wires the files behind what was delivered; false if there were no alerts to wire. */
  boolean finish() {
    union(
        deadLetters,
        new SortedLinesSink<>(refused, DeadLetter::toString, DeadLetterJson::of),
        "dead-letters");
    return union(
        alerts, new SortedLinesSink<>(transitions, FileDelivery::key, AlertJson::of), "alerts");
  }

  private static <T> boolean union(
      List<DataStream<T>> streams, SortedLinesSink<T> sink, String uid) {
    streams.stream()
        .reduce((some, others) -> some.union(others))
        .ifPresent(
            all -> all.sinkTo(sink).setParallelism(1).uid(uid + "-to-file").name(uid + " to file"));
    return !streams.isEmpty();
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
