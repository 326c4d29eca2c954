package io.barograph.jobs.patterns;

import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.TaggedChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Tells of which chains a state change is a stage, by the patterns that the job started with. */
final class FixedChainTagFunction extends RichFlatMapFunction<StateChange, TaggedChange> {
  private final PackPatterns packs;
  private transient ChainBook book;

  FixedChainTagFunction(PackPatterns packs) {
    this.packs = packs;
  }

  @Override
  public void open(OpenContext context) {
    book = packs.book();
  }

  @Override
  public void flatMap(StateChange change, Collector<TaggedChange> out) {
    book.tag(change, out::collect);
  }
}
