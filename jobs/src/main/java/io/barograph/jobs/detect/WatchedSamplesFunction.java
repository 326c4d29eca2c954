package io.barograph.jobs.detect;

import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through the samples of series that are watched. Selectors are tried once for each series;
 * stale markers are not judged.
 */
final class WatchedSamplesFunction extends RichFlatMapFunction<IngestedSample, IngestedRecord> {
  private static final long serialVersionUID = 1;

  /** So many series are known again; with one more, all are tried anew. */
  private static final int SERIES_KNOWN = 200_000;

  private final List<SeriesSelectors> watched;
  private transient Map<Labels, Boolean> known;

  WatchedSamplesFunction(List<SeriesSelectors> watched) {
    this.watched = List.copyOf(watched);
  }

  @Override
  public void open(OpenContext context) {
    known = new HashMap<>();
  }

  @Override
  public void flatMap(IngestedSample sample, Collector<IngestedRecord> out) {
    if (sample.stale()) {
      return;
    }
    Boolean isWatched = known.get(sample.labels());
    if (isWatched == null) {
      isWatched = watched.stream().anyMatch(some -> some.cover(sample.labels()));
      if (known.size() >= SERIES_KNOWN) {
        known.clear();
      }
      known.put(sample.labels(), isWatched);
    }
    if (isWatched) {
      out.collect(
          new IngestedRecord(
              new SeriesSample(sample.labels(), sample.timestamp(), sample.value()),
              sample.behind()));
    }
  }
}
