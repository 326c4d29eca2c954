package io.barograph.jobs.backtest;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.formats.file.SampleFileRecords;
import io.barograph.jobs.options.InvalidOptionsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of samples and sorts them, in bounded memory, whatever their order. */
final class InputReader {
  private static final int REPORTED_EVERY = 1 << 16;

  private final SeriesCatalogue series = new SeriesCatalogue();
  private final InputSummary summary = new InputSummary();
  private final long from;
  private final long to;

  /**
   * A reader that leaves out what is not of a range of time.
   *
   * @param from the first event time that counts, milliseconds
   * @param to the last one
   */
  InputReader(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Reads {@code files} and leaves them sorted in {@code folder}.
   *
   * @throws InvalidOptionsException if a file cannot be read
   */
  SortedInput read(List<SampleFile> files, Path folder) throws IOException {
    Path samples = folder.resolve("samples.sorted");
    Path names = folder.resolve("samples.series");
    List<SampleSorter.Run> runs;
    try (SampleSorter sorter = new SampleSorter(samples)) {
      for (SampleFile file : files) {
        Sorting sorting = new Sorting(file, sorter);
        try (InputStream in = file.open()) {
          file.format().newReader().read(in, sorting);
        } catch (IOException unreadable) {
          throw new InvalidOptionsException(
              "--input: %s cannot be read to its end: %s; leave it out or mend it"
                  .formatted(file.path(), unreadable.getMessage()));
        }
      }
      runs = sorter.finish();
    }
    series.write(names);
    summary.series(series.size());
    return new SortedInput(samples.toString(), names.toString(), new ArrayList<>(runs));
  }

  InputSummary summary() {
    return summary;
  }

  private final class Sorting implements SampleFileRecords {
    private final SampleSorter sorter;
    private final InputSummary.OfFile counts;
    private Labels lastLabels = Labels.EMPTY;
    private int lastNumber = -1;

    Sorting(SampleFile file, SampleSorter sorter) {
      this.sorter = sorter;
      this.counts = summary.file(file);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // decoders give the same instance for the same bytes
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      if (timestamp < from || timestamp > to) {
        counts.leftOut();
        return;
      }
      if (labels != lastLabels || lastNumber < 0) {
        lastNumber = series.numberOf(labels);
        lastLabels = labels;
      }
      try {
        sorter.add(
            timestamp,
            lastNumber,
            stale ? StaleMarker.BITS : Double.doubleToRawLongBits(notStale(value)));
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
      counts.sample(timestamp);
      if (summary.samples() % REPORTED_EVERY == 0) {
        Progress.read(summary.samples());
      }
    }

    /** A value that has the marker's bits by chance is a plain NaN. */
    private static double notStale(double value) {
      return Double.isNaN(value) ? Double.NaN : value;
    }

    @Override
    public void refused(long place, DeadLetterReason reason, String detail) {
      counts.refused(place, reason, detail);
    }
  }
}
