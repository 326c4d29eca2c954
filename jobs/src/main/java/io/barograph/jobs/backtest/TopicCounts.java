package io.barograph.jobs.backtest;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.Ingested;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * What came out of a topic, as one reader or all of them saw it. Not thread-safe.
 *
 * <p>Memory: eight bytes and their boxes for each series, and {@value #KEPT} dead letters.
 */
final class TopicCounts implements Serializable {
  /** So many dead letters are kept with their reasons; all are counted. */
  static final int KEPT = InputSummary.KEPT_PER_FILE;

  private static final Comparator<Refused> ORDER =
      Comparator.comparingInt(Refused::partition).thenComparingLong(Refused::offset);

  private final FileDelivery.Times times;
  private final HashSet<Long> series = new HashSet<>();
  private final ArrayList<Refused> kept = new ArrayList<>();
  private long samples;
  private long logs;
  private long earlier;
  private long later;
  private long late;
  private long deadLetters;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** A record that could not be taken, or not wholly. */
  record Refused(int partition, long offset, String reason, String detail)
      implements Serializable {}

  /** Counts of nothing yet. */
  TopicCounts(FileDelivery.Times times) {
    this.times = times;
  }

  /** Counts a sample; false if it comes after the range. */
  boolean sample(Labels labels, long timestamp, long behind) {
    if (!isTaken(timestamp, behind)) {
      return false;
    }
    if (timestamp >= times.from()) {
      samples++;
      first = Math.min(first, timestamp);
      last = Math.max(last, timestamp);
      series.add(labels.fingerprint());
    }
    return true;
  }

  /** Counts a log record; false if it comes after the range. */
  boolean log(long timestamp, long behind) {
    if (!isTaken(timestamp, behind)) {
      return false;
    }
    if (timestamp >= times.from()) {
      logs++;
      first = Math.min(first, timestamp);
      last = Math.max(last, timestamp);
    }
    return true;
  }

  private boolean isTaken(long timestamp, long behind) {
    if (timestamp > times.to()) {
      later++;
      return false;
    }
    if (timestamp < times.from()) {
      earlier++;
    } else if (behind != Ingested.ON_TIME) {
      late++;
    }
    return true;
  }

  void dead(DeadLetter letter) {
    deadLetters++;
    if (kept.size() < KEPT) {
      kept.add(
          new Refused(
              letter.partition(), letter.offset(), letter.reason().wireName(), letter.detail()));
    }
  }

  /** How many samples and log records were taken. */
  long taken() {
    return samples + logs + earlier;
  }

  void add(TopicCounts other) {
    series.addAll(other.series);
    kept.addAll(other.kept);
    samples += other.samples;
    logs += other.logs;
    earlier += other.earlier;
    later += other.later;
    late += other.late;
    deadLetters += other.deadLetters;
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
  }

  void write(Path file) throws IOException {
    try (ObjectOutputStream out =
        new ObjectOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeObject(this);
    }
  }

  static TopicCounts read(Path file) throws IOException {
    try (ObjectInputStream in =
        new ObjectInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return (TopicCounts) in.readObject();
    } catch (ClassNotFoundException impossible) {
      throw new IOException(impossible);
    }
  }

  /** The first dead letters, by partition and offset. */
  List<Refused> refused() {
    return kept.stream().sorted(ORDER).limit(KEPT).toList();
  }

  int series() {
    return series.size();
  }

  long samples() {
    return samples;
  }

  long logs() {
    return logs;
  }

  /** Those before the range, which warm the rules up. */
  long earlier() {
    return earlier;
  }

  /** Those after the range, which are left out. */
  long later() {
    return later;
  }

  /** Those behind the clock of their partition. */
  long late() {
    return late;
  }

  long deadLetters() {
    return deadLetters;
  }

  /** The first event time within the range; meaningless if there is none. */
  long first() {
    return first;
  }

  /** The last one. */
  long last() {
    return last;
  }
}
