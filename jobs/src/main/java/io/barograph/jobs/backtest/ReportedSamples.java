package io.barograph.jobs.backtest;

import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** Sorted samples that say now and then how far they have been replayed. */
final class ReportedSamples implements Iterator<Ingested> {
  private static final int EVERY = 1 << 16;

  private final SortedSamples samples;
  private final long all;
  private long replayed;

  /**
   * Samples that report themselves.
   *
   * @param all how many there are; an upper bound will do
   */
  ReportedSamples(SortedSamples samples, long all) {
    this.samples = samples;
    this.all = all;
  }

  @Override
  public boolean hasNext() {
    boolean more = samples.hasNext();
    if (!more) {
      try {
        samples.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return more;
  }

  @Override
  public Ingested next() {
    Ingested sample = samples.next();
    if (++replayed % EVERY == 0) {
      Progress.replayed(replayed, ((IngestedSample) sample).timestamp(), all);
    }
    return sample;
  }
}
