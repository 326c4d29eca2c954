package io.barograph.cli.peers;

import io.barograph.cli.csv.CsvRows;
import io.barograph.cli.predict.FleetFile;
import io.barograph.ml.peers.PeerComparison;
import io.barograph.ml.peers.PeerProfile;
import io.barograph.ml.peers.PeerScore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rows of entities, span by span, compared with one another. Rows are {@code timestamp,unit} and a
 * column for each metric, in the order of time; a column {@code cycle} is left out.
 */
public final class PeerFileRun {
  private final PeerComparison comparison;
  private final long spanMillis;
  private final PeerTableFile table;
  private final TreeSet<String> unlike = new TreeSet<>();
  private TreeMap<String, PeerProfile> profiles = new TreeMap<>();
  private long open = Long.MIN_VALUE;
  private long spans;

  /** A run that writes to {@code table}. */
  public PeerFileRun(PeerComparison comparison, Duration span, PeerTableFile table) {
    this.comparison = comparison;
    this.spanMillis = span.toMillis();
    this.table = table;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the file and what is wrong in it
   */
  public void read(Path file) throws IOException {
    List<String> metrics = FleetFile.sensors(file);
    try {
      CsvRows.read(file, row -> add(file, row, metrics));
      close();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** How many spans there were. */
  public long spans() {
    return spans;
  }

  /** The entities that were unlike their peers in some span, in order. */
  public List<String> unlike() {
    return List.copyOf(unlike);
  }

  private void add(Path file, CsvRows row, List<String> metrics) {
    long time = row.integer("timestamp");
    long span = Math.floorDiv(time, spanMillis);
    if (span < open) {
      throw new IllegalArgumentException(
          "%s: rows must be in the order of time, timestamp %d comes behind a later span: sort the file by timestamp"
              .formatted(file, time));
    }
    if (span > open) {
      close();
      open = span;
    }
    PeerProfile profile = profiles.computeIfAbsent(row.text("unit"), any -> new PeerProfile());
    for (String metric : metrics) {
      profile.add(metric, row.number(metric));
    }
  }

  private void close() {
    if (profiles.isEmpty()) {
      return;
    }
    spans++;
    for (Map.Entry<String, PeerScore> said : comparison.compare(profiles).entrySet()) {
      if (said.getValue().score() >= PeerScore.UNLIKE) {
        unlike.add(said.getKey());
      }
      write(said.getKey(), said.getValue());
    }
    profiles = new TreeMap<>();
  }

  private void write(String unit, PeerScore said) {
    try {
      table.add((open + 1) * spanMillis, unit, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
