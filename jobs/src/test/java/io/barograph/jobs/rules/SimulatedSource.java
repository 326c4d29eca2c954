package io.barograph.jobs.rules;

import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.source.SimulatedReader;
import io.barograph.jobs.testing.SimulatedTask;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A subtask of the source with the batcher that is chained to it. */
final class SimulatedSource implements SimulatedReader.Output {
  private final OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> harness;
  private final SimulatedTask batcher;
  private SimulatedReader reader;
  private boolean hasEnded;

  SimulatedSource(
      OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> harness, int subtask) {
    this.harness = harness;
    this.batcher = new SimulatedTask("batch", subtask, harness, 0, new Unconnected());
  }

  void readFrom(SimulatedReader from) {
    reader = from;
  }

  SimulatedTask batcher() {
    return batcher;
  }

  SimulatedReader reader() {
    return reader;
  }

  void read() throws Exception {
    if (!hasEnded && !reader.poll()) {
      hasEnded = true;
      harness.processWatermark(Watermark.MAX_WATERMARK);
    }
    batcher.drain();
  }

  @Override
  public void sample(IngestedSample sample) throws Exception {
    harness.processElement(new StreamRecord<>(sample));
  }

  @Override
  public void watermark(long watermark) throws Exception {
    harness.processWatermark(watermark);
  }

  private static final class Unconnected implements SimulatedTask.Input {
    @Override
    public void record(int input, StreamRecord<?> record) {
      throw new UnsupportedOperationException("no channel leads to a source");
    }

    @Override
    public void watermark(int input, Watermark mark) {
      throw new UnsupportedOperationException("no channel leads to a source");
    }
  }
}
