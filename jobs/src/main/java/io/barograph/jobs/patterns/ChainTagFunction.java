package io.barograph.jobs.patterns;

import io.barograph.cep.chain.ChainMetric;
import io.barograph.core.pattern.ChainTimeline;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.TaggedChange;
import io.barograph.jobs.patterns.PackPatterns.PatternText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of which chains a state change is a stage, by the patterns that hold at its time.
 *
 * <p>What was published of a pack holds for state changes from its instant on that come behind it.
 */
final class ChainTagFunction
    extends BroadcastProcessFunction<StateChange, PatternText, TaggedChange> {
  /** The state of what was published; part of the savepoint format, never rename. */
  static final MapStateDescriptor<String, PatternText> PUBLISHED =
      new MapStateDescriptor<>(
          "published-patterns", StringSerializer.INSTANCE, PatternTextSerializer.INSTANCE);

  private static final Logger LOG = LoggerFactory.getLogger(ChainTagFunction.class);

  private final PackPatterns start;

  /** Begins each key of what is published beside this start: a later one has taken it in. */
  private final String ofStart;

  private transient ChainTimeline timeline;
  private transient Counter taken;

  ChainTagFunction(PackPatterns start) {
    this.start = start;
    this.ofStart = start.digest() + '/';
  }

  @Override
  public void open(OpenContext context) {
    taken = getRuntimeContext().getMetricGroup().counter(ChainMetric.PACKS_CHANGED.metricName());
    timeline = null;
  }

  @Override
  public void processElement(
      StateChange change, ReadOnlyContext context, Collector<TaggedChange> out) throws Exception {
    if (timeline == null) {
      timeline = known(context.getBroadcastState(PUBLISHED));
    }
    timeline.at(change.time()).tag(change, out::collect);
  }

  @Override
  public void processBroadcastElement(
      PatternText text, Context context, Collector<TaggedChange> out) throws Exception {
    BroadcastState<String, PatternText> published = context.getBroadcastState(PUBLISHED);
    if (timeline == null) {
      timeline = known(published);
    }
    if (take(text)) {
      published.put(ofStart + text.pack(), text);
      taken.inc();
    }
  }

  /** What held when the state was kept: of each pack what was published last. */
  private ChainTimeline known(ReadOnlyBroadcastState<String, PatternText> published)
      throws Exception {
    timeline = new ChainTimeline(start.book());
    List<PatternText> texts = new ArrayList<>();
    for (Map.Entry<String, PatternText> entry : published.immutableEntries()) {
      if (entry.getKey().startsWith(ofStart)) {
        texts.add(entry.getValue());
      }
    }
    texts.sort(Comparator.comparingLong(PatternText::from).thenComparing(PatternText::pack));
    texts.forEach(this::take);
    return timeline;
  }

  private boolean take(PatternText text) {
    try {
      timeline.change(text.pack(), text.patterns(), text.from());
      return true;
    } catch (IllegalArgumentException invalid) {
      LOG.warn("the patterns of pack {} stay as they are: {}", text.pack(), invalid.getMessage());
      return false;
    }
  }
}
