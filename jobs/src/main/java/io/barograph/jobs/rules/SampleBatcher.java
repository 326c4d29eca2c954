package io.barograph.jobs.rules;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.core.series.SeriesBudget;
import io.barograph.core.series.SeriesBudget.Admission;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.DeadLetterSerializer;
import io.barograph.jobs.ingest.IngestedSample;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Batches the samples that some rule reads by key group, chained to its source.
 *
 * <p>What no rule reads goes no further. A batch is handed over when it is full, every 50 ms,
 * before each watermark and before each checkpoint, so no sample is in its state: after a restart
 * it announces every series again. Before its first watermark it tells every key group the time of
 * its oldest sample, from which on rules are evaluated that speak without data, and before the
 * watermark that ends its input that of its newest, up to which ticks are still to be evaluated.
 */
public final class SampleBatcher extends AbstractStreamOperator<SampleBatch>
    implements OneInputStreamOperator<IngestedSample, SampleBatch>, BoundedOneInput {
  /** A series is announced again when this much event time has passed. */
  static final long ANNOUNCE_AGAIN_MILLIS = 5 * 60_000;

  /** Tells the gate which rules the batcher knows. */
  static final OutputTag<RuleAck> ACKS = new OutputTag<>("rule-acks", Types.POJO(RuleAck.class));

  /** A dead letter for each series that the series limits refused. */
  public static final OutputTag<DeadLetter> REFUSED_SERIES =
      new OutputTag<>("refused-series", DeadLetterSerializer.INSTANCE.typeInformation());

  /** Operator state; part of the savepoint format, never rename. */
  private static final String OLDEST = "oldest-sample";

  /** Operator state; part of the savepoint format, never rename. */
  private static final String NEWEST = "newest-sample";

  private static final long MAX_AGE_MILLIS = 50;

  private final RuleSet.Source rulesSource;
  private final String input;
  private final SeriesLimits limits;
  private final RuleFeed.Source feedSource;

  private transient RuleFeed feed;
  private transient ReadSeries rules;
  private transient SeriesBudget share;
  private transient KnownSeries known;
  private transient long lookForVanishedAt;
  private transient ListState<Long> oldestState;
  private transient ListState<Long> newestState;
  private transient long oldest;
  private transient boolean oldestIsTold;
  private transient long newest;
  private transient SampleBatch[] open;
  private transient Counter matched;
  private transient Counter unmatched;
  private transient Counter overLimit;
  private transient Counter refused;

  /**
   * A batcher.
   *
   * @param rulesSource the rules whose leaves decide which series matter
   * @param input where the samples come from, for dead letters
   * @param limits how many matched series all subtasks of the input let in; each keeps its share
   */
  public SampleBatcher(RuleSet.Source rulesSource, String input, SeriesLimits limits) {
    this(rulesSource, input, limits, null);
  }

  /**
   * A batcher for rules that change.
   *
   * @param feed what is published of them; null if they do not change
   */
  SampleBatcher(
      RuleSet.Source rulesSource, String input, SeriesLimits limits, RuleFeed.Source feed) {
    this.feedSource = feed;
    this.rulesSource = rulesSource;
    this.input = input;
    this.limits = limits;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    oldestState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>(OLDEST, Types.LONG));
    oldest = Long.MAX_VALUE;
    for (long known : oldestState.get()) {
      oldest = Math.min(oldest, known);
    }
    newestState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>(NEWEST, Types.LONG));
    newest = Long.MIN_VALUE;
    for (long known : newestState.get()) {
      newest = Math.max(newest, known);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    oldestState.update(oldest == Long.MAX_VALUE ? List.of() : List.of(oldest));
    newestState.update(newest == Long.MIN_VALUE ? List.of() : List.of(newest));
  }

  @Override
  public void open() throws Exception {
    super.open();
    feed = feedSource == null ? null : feedSource.open();
    rules = new ReadSeries(rulesSource, feed);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    share = limits.share(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
    known = new KnownSeries(share);
    lookForVanishedAt = Long.MIN_VALUE;
    open = new SampleBatch[KeyGroups.COUNT];
    matched = getMetricGroup().counter(RulesMetric.SAMPLES_MATCHED.metricName());
    unmatched = getMetricGroup().counter(RulesMetric.SAMPLES_UNMATCHED.metricName());
    overLimit = getMetricGroup().counter(RulesMetric.SAMPLES_OVER_LIMIT.metricName());
    refused = getMetricGroup().counter(RulesMetric.SERIES_REFUSED.metricName());
    ScheduledFuture<?> unused =
        getProcessingTimeService()
            .scheduleWithFixedDelay(now -> onTime(), MAX_AGE_MILLIS, MAX_AGE_MILLIS);
    learn();
  }

  @Override
  public void close() throws Exception {
    if (feed != null) {
      feed.close();
    }
    super.close();
  }

  private void onTime() {
    learn();
    flush();
  }

  /** Takes what was published, and says so: what comes from now on is let in by it. */
  private void learn() {
    if (rules.learn()) {
      known.readBy(rules::matches);
      int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
      output.collect(ACKS, new StreamRecord<>(new RuleAck(subtask, rules.newestNumber(), newest)));
    }
  }

  @Override
  public void processElement(StreamRecord<IngestedSample> element) {
    IngestedSample sample = element.getValue();
    oldest = Math.min(oldest, sample.timestamp());
    newest = Math.max(newest, sample.timestamp());
    KnownSeries.Entry series = known.find(sample.labels());
    if (series == null) {
      series = meet(sample.labels());
    }
    if (series.isLeftOut()) {
      (series.isUnmatched() ? unmatched : overLimit).inc();
      return;
    }
    matched.inc();
    SampleBatch batch = open[series.keyGroup()];
    if (batch == null) {
      batch = new SampleBatch(series.keyGroup(), SampleBatch.CAPACITY);
      open[series.keyGroup()] = batch;
    }
    if (series.announcedAt == Long.MIN_VALUE
        || sample.timestamp() - series.announcedAt >= ANNOUNCE_AGAIN_MILLIS) {
      batch.announce(sample.labels());
      series.announcedAt = sample.timestamp();
    }
    batch.add(
        sample.labels().fingerprint(),
        sample.timestamp(),
        sample.stale() ? StaleMarker.BITS : Double.doubleToRawLongBits(sample.value()),
        sample.behind());
    if (batch.isFull()) {
      open[series.keyGroup()] = null;
      output.collect(new StreamRecord<>(batch));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    long time = mark.getTimestamp();
    boolean isEnd = mark.equals(Watermark.MAX_WATERMARK);
    if (!oldestIsTold) {
      tellOldest(time, isEnd);
    }
    if (isEnd) {
      tellNewest();
    } else if (time >= lookForVanishedAt) {
      known.replaceVanished(time);
      if (rules.forgetSuperseded(time)) {
        known.readBy(rules::matches);
      }
      lookForVanishedAt = time + ANNOUNCE_AGAIN_MILLIS;
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  /** A first watermark behind the oldest sample says nothing of what is to come. */
  private void tellOldest(long firstMark, boolean isEnd) {
    boolean hasData = oldest != Long.MAX_VALUE;
    if (hasData ? oldest <= firstMark : !isEnd) {
      oldestIsTold = true;
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        output.collect(new StreamRecord<>(SampleBatch.begin(group, hasData ? oldest : firstMark)));
      }
    }
  }

  private void tellNewest() {
    if (newest != Long.MIN_VALUE) {
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        output.collect(new StreamRecord<>(SampleBatch.end(group, newest)));
      }
    }
  }

  private KnownSeries.Entry meet(Labels labels) {
    if (!rules.matches(labels)) {
      return known.leaveOut(labels);
    }
    Admission admission = known.admit(labels);
    if (admission != Admission.ADMITTED) {
      refused.inc();
      output.collect(
          REFUSED_SERIES,
          new StreamRecord<>(RefusedSeries.deadLetter(input, labels, admission, limits, share)));
    }
    return known.find(labels);
  }

  private void flush() {
    for (int group = 0; group < open.length; group++) {
      SampleBatch batch = open[group];
      if (batch != null) {
        open[group] = null;
        output.collect(new StreamRecord<>(batch));
      }
    }
  }
}
