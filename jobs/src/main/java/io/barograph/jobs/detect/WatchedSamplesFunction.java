package io.barograph.jobs.detect;

import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.SeriesMemo;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through the samples of series that are watched. Selectors are tried once for each series;
 * stale markers are not judged.
 */
final class WatchedSamplesFunction extends RichFlatMapFunction<IngestedSample, IngestedRecord> {
  private static final long serialVersionUID = 1;

  private static final int SERIES_KNOWN = 200_000;

  private final List<SeriesSelectors> watched;
  private transient SeriesMemo<Boolean> isWatched;

  WatchedSamplesFunction(List<SeriesSelectors> watched) {
    this.watched = List.copyOf(watched);
  }

  @Override
  public void open(OpenContext context) {
    isWatched =
        new SeriesMemo<>(
            SERIES_KNOWN, series -> watched.stream().anyMatch(some -> some.cover(series)));
  }

  @Override
  public void flatMap(IngestedSample sample, Collector<IngestedRecord> out) {
    if (sample.stale()) {
      return;
    }
    if (isWatched.of(sample.labels())) {
      out.collect(
          new IngestedRecord(
              new SeriesSample(sample.labels(), sample.timestamp(), sample.value()),
              sample.behind()));
    }
  }
}
