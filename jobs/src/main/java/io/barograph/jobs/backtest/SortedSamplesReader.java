package io.barograph.jobs.backtest;

import io.barograph.jobs.ingest.Ingested;
import java.util.Iterator;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Hands over many samples each time it is asked: Flink's way to the next question is long. At the
 * end the clock reaches the last of them, so what comes due between the last step and there is told
 * however long the steps are.
 */
final class SortedSamplesReader
    extends IteratorSourceReader<Ingested, Iterator<Ingested>, SortedSamplesSource.Whole> {
  private static final int AT_ONCE = 256;

  private final long end;

  /**
   * A reader.
   *
   * @param end the event time of the last sample, milliseconds
   */
  SortedSamplesReader(SourceReaderContext context, long end) {
    super(context);
    this.end = end;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Ingested> output) {
    InputStatus status = InputStatus.MORE_AVAILABLE;
    for (int i = 0; i < AT_ONCE && status == InputStatus.MORE_AVAILABLE; i++) {
      status = super.pollNext(output);
    }
    if (status == InputStatus.END_OF_INPUT && end != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(end));
    }
    return status;
  }
}
