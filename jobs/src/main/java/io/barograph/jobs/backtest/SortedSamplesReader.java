package io.barograph.jobs.backtest;

import io.barograph.jobs.ingest.Ingested;
import java.util.Iterator;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.InputStatus;

/** Hands over many samples each time it is asked: Flink's way to the next question is long. */
final class SortedSamplesReader
    extends IteratorSourceReader<Ingested, Iterator<Ingested>, SortedSamplesSource.Whole> {
  private static final int AT_ONCE = 256;

  SortedSamplesReader(SourceReaderContext context) {
    super(context);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Ingested> output) {
    InputStatus status = InputStatus.MORE_AVAILABLE;
    for (int i = 0; i < AT_ONCE && status == InputStatus.MORE_AVAILABLE; i++) {
      status = super.pollNext(output);
    }
    return status;
  }
}
