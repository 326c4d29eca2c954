package io.barograph.jobs.backtest;

import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Hands sorted samples to the job, from one reader; a backtest has no checkpoints. */
final class SortedSamplesSource
    implements Source<Ingested, SortedSamplesSource.Whole, Collection<SortedSamplesSource.Whole>>,
        ResultTypeQueryable<Ingested> {
  private final SortedInput input;

  SortedSamplesSource(SortedInput input) {
    this.input = input;
  }

  /** The one split: all of the input. */
  record Whole(SortedInput input) implements IteratorSourceSplit<Ingested, Iterator<Ingested>> {
    @Override
    public String splitId() {
      return "whole";
    }

    @Override
    public Iterator<Ingested> getIterator() {
      return new ReportedSamples(input.open(), input.size());
    }

    @Override
    public Whole getUpdatedSplitForIterator(Iterator<Ingested> iterator) {
      throw new IllegalStateException("a backtest has no checkpoints");
    }
  }

  /**
   * Writes what there is only one of, and so nothing.
   *
   * @param only what is read
   */
  private record OnlyOneSerializer<T>(T only) implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(T any) {
      return new byte[0];
    }

    @Override
    public T deserialize(int version, byte[] serialized) {
      return only;
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Ingested, Whole> createReader(SourceReaderContext context) {
    return new SortedSamplesReader(context, input.end());
  }

  @Override
  public SplitEnumerator<Whole, Collection<Whole>> createEnumerator(
      SplitEnumeratorContext<Whole> context) {
    boolean isEmpty = input.size() == 0; // of which Flink's reader would ask the first sample
    return new IteratorSourceEnumerator<>(context, isEmpty ? List.of() : List.of(new Whole(input)));
  }

  @Override
  public SplitEnumerator<Whole, Collection<Whole>> restoreEnumerator(
      SplitEnumeratorContext<Whole> context, Collection<Whole> checkpoint) {
    throw new IllegalStateException("a backtest has no checkpoints");
  }

  @Override
  public SimpleVersionedSerializer<Whole> getSplitSerializer() {
    return new OnlyOneSerializer<>(new Whole(input));
  }

  @Override
  public SimpleVersionedSerializer<Collection<Whole>> getEnumeratorCheckpointSerializer() {
    return new OnlyOneSerializer<>(List.of(new Whole(input)));
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return IngestedSerializer.INSTANCE.typeInformation();
  }
}
