package io.barograph.jobs.backtest;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Where the sorted samples of a backtest lie.
 *
 * @param samples the file of runs
 * @param series the file of labels
 * @param runs the runs of {@code samples}
 * @param end the last event time, milliseconds; the least there is without samples
 */
record SortedInput(String samples, String series, ArrayList<RunFile.Run> runs, long end)
    implements Serializable {
  /** No samples, and so no files. */
  static final SortedInput NONE = new SortedInput("", "", new ArrayList<>(), Long.MIN_VALUE);

  SortedSamples open() {
    try {
      return new SortedSamples(Path.of(samples), runs, SeriesCatalogue.read(Path.of(series)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** How many samples it has, several for one series and time among them. */
  long size() {
    return runs.stream().mapToLong(RunFile.Run::samples).sum();
  }
}
