package io.barograph.jobs.patterns;

import io.barograph.cep.chain.ChainMetric;
import io.barograph.cep.chain.StateChangeSerializer;
import io.barograph.core.pattern.ChainTimeline;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.TaggedChange;
import io.barograph.jobs.patterns.PackPatterns.PatternText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of which chains a state change is a stage, by the patterns that hold at its time.
 *
 * <p>What was published of a pack holds for state changes from its instant on. So a state change is
 * kept until the clock of both inputs passes its time; keyed by what it is of.
 */
final class ChainTagFunction
    extends KeyedBroadcastProcessFunction<String, StateChange, PatternText, TaggedChange> {
  /** State names; part of the savepoint format, never rename. */
  static final MapStateDescriptor<String, PatternText> PUBLISHED =
      new MapStateDescriptor<>(
          "published-patterns", StringSerializer.INSTANCE, PatternTextSerializer.INSTANCE);

  private static final String WAITING = "state-changes-waiting";

  private static final Logger LOG = LoggerFactory.getLogger(ChainTagFunction.class);

  private final PackPatterns start;

  /** Begins each key of what is published beside this start: a later one has taken it in. */
  private final String ofStart;

  private transient MapState<Long, List<StateChange>> waiting;
  private transient ChainTimeline timeline;
  private transient Counter taken;

  ChainTagFunction(PackPatterns start) {
    this.start = start;
    this.ofStart = start.digest() + '/';
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    WAITING,
                    LongSerializer.INSTANCE,
                    new ListSerializer<>(StateChangeSerializer.INSTANCE)));
    taken = getRuntimeContext().getMetricGroup().counter(ChainMetric.PACKS_CHANGED.metricName());
    timeline = null;
  }

  @Override
  public void processElement(
      StateChange change, ReadOnlyContext context, Collector<TaggedChange> out) throws Exception {
    if (change.time() <= context.currentWatermark()) {
      tag(List.of(change), context, out);
      return;
    }
    List<StateChange> others = waiting.get(change.time());
    List<StateChange> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
    all.add(change);
    waiting.put(change.time(), all);
    context.timerService().registerEventTimeTimer(change.time());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TaggedChange> out)
      throws Exception {
    List<StateChange> now = waiting.get(time);
    waiting.remove(time);
    tag(now, context, out);
  }

  private void tag(List<StateChange> changes, ReadOnlyContext context, Collector<TaggedChange> out)
      throws Exception {
    if (timeline == null) {
      timeline = known(context.getBroadcastState(PUBLISHED));
    }
    for (StateChange change : changes) {
      timeline.at(change.time()).tag(change, out::collect);
    }
  }

  @Override
  public void processBroadcastElement(
      PatternText text, Context context, Collector<TaggedChange> out) throws Exception {
    BroadcastState<String, PatternText> published = context.getBroadcastState(PUBLISHED);
    if (timeline == null) {
      timeline = known(published);
    }
    if (take(text)) {
      published.put(ofStart + text.pack() + '@' + text.from(), text);
      forget(text.pack(), published);
      taken.inc();
    }
  }

  /** What is older than all that a timeline knows. */
  private void forget(String pack, BroadcastState<String, PatternText> published) throws Exception {
    TreeMap<Long, String> ofPack = new TreeMap<>();
    for (Map.Entry<String, PatternText> entry : published.immutableEntries()) {
      if (entry.getKey().startsWith(ofStart) && entry.getValue().pack().equals(pack)) {
        ofPack.put(entry.getValue().from(), entry.getKey());
      }
    }
    while (ofPack.size() > ChainTimeline.CHANGES_KNOWN + 1) {
      published.remove(ofPack.pollFirstEntry().getValue());
    }
  }

  /** What held when the state was kept. */
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
