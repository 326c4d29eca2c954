package io.barograph.jobs.detect;

import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.jobs.ingest.IngestedRecord;
import java.util.List;
import org.apache.flink.api.common.functions.FilterFunction;

/** Lets through what people say of series that are watched. */
final class LabelsOfSeries implements FilterFunction<IngestedRecord> {
  private static final long serialVersionUID = 1;

  private final List<SeriesSelectors> watched;

  LabelsOfSeries(List<SeriesSelectors> watched) {
    this.watched = List.copyOf(watched);
  }

  @Override
  public boolean filter(IngestedRecord ingested) {
    return ingested.record() instanceof SeriesLabel label
        && watched.stream().anyMatch(some -> some.cover(label.labels()));
  }
}
