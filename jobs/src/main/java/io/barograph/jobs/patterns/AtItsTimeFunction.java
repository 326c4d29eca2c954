package io.barograph.jobs.patterns;

import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.ChainTimeline;
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
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each element by the patterns that hold at its time, once the clock of both inputs has
 * passed that; keyed by something that spreads the elements. What is behind the clock is looked at
 * at once.
 *
 * @param <T> what is looked at
 * @param <O> what comes of it
 */
abstract class AtItsTimeFunction<T, O>
    extends KeyedBroadcastProcessFunction<String, T, PatternText, O> {
  /** The state of what was published; part of the savepoint format, never rename. */
  static final MapStateDescriptor<String, PatternText> PUBLISHED =
      new MapStateDescriptor<>(
          "published-patterns", StringSerializer.INSTANCE, PatternTextSerializer.INSTANCE);

  private static final Logger LOG = LoggerFactory.getLogger(AtItsTimeFunction.class);

  private final String waitingName;
  private final TypeSerializer<T> serializer;
  private final PackPatterns start;

  /** Begins each key of what is published beside this start: a later one has taken it in. */
  private final String ofStart;

  private transient MapState<Long, List<T>> waiting;
  private transient ChainTimeline timeline;

  /**
   * A function.
   *
   * @param waitingName the state of elements that the clock has not passed; part of the savepoint
   *     format
   * @param serializer of the elements
   * @param start the patterns that the job was started with
   */
  AtItsTimeFunction(String waitingName, TypeSerializer<T> serializer, PackPatterns start) {
    this.waitingName = waitingName;
    this.serializer = serializer;
    this.start = start;
    this.ofStart = start.digest() + '/';
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    waitingName, LongSerializer.INSTANCE, new ListSerializer<>(serializer)));
    timeline = null;
  }

  /** When it is, in milliseconds of event time. */
  abstract long timeOf(T one);

  /** Makes of it what follows by patterns. */
  abstract void look(T one, ChainBook patterns, Collector<O> out);

  /** Takes that a pack has other patterns. */
  void changed() {}

  @Override
  public void processElement(T one, ReadOnlyContext context, Collector<O> out) throws Exception {
    long time = timeOf(one);
    if (time <= context.currentWatermark()) {
      look(List.of(one), context, out);
      return;
    }
    List<T> others = waiting.get(time);
    List<T> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
    all.add(one);
    waiting.put(time, all);
    context.timerService().registerEventTimeTimer(time);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<O> out) throws Exception {
    List<T> now = waiting.get(time);
    waiting.remove(time);
    look(now, context, out);
  }

  private void look(List<T> all, ReadOnlyContext context, Collector<O> out) throws Exception {
    if (timeline == null) {
      timeline = known(context.getBroadcastState(PUBLISHED));
    }
    for (T one : all) {
      look(one, timeline.at(timeOf(one)), out);
    }
  }

  @Override
  public void processBroadcastElement(PatternText text, Context context, Collector<O> out)
      throws Exception {
    BroadcastState<String, PatternText> published = context.getBroadcastState(PUBLISHED);
    if (timeline == null) {
      timeline = known(published);
    }
    if (take(text)) {
      published.put(ofStart + text.pack() + '@' + text.from(), text);
      forget(text.pack(), published);
      changed();
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
