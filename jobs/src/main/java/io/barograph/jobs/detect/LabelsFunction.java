package io.barograph.jobs.detect;

import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.detect.Statement;
import io.barograph.jobs.ingest.IngestedRecord;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** What people say of series that are watched, as labels of these. */
final class LabelsFunction implements FlatMapFunction<IngestedRecord, IngestedRecord> {
  private static final long serialVersionUID = 1;

  private final List<SeriesWatch> watches;

  LabelsFunction(List<SeriesWatch> watches) {
    this.watches = List.copyOf(watches);
  }

  @Override
  public void flatMap(IngestedRecord ingested, Collector<IngestedRecord> out) {
    if (ingested.record() instanceof Statement statement
        && statement.what() instanceof SeriesLabel label
        && watches.stream().anyMatch(watch -> watch.takes(label))) {
      out.collect(new IngestedRecord(label, ingested.behind()));
    }
  }
}
