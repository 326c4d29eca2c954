package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.ingest.IngestedSample;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Counter;
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
 * before each watermark and before each checkpoint, so the operator has no state: after a restart
 * it announces every series again.
 */
public final class SampleBatcher extends AbstractStreamOperator<SampleBatch>
    implements OneInputStreamOperator<IngestedSample, SampleBatch>, BoundedOneInput {
  /** A series is announced again when this much event time has passed. */
  static final long ANNOUNCE_AGAIN_MILLIS = 5 * 60_000;

  /** Series that the series limit refused, each once. */
  public static final OutputTag<Labels> REFUSED_SERIES =
      new OutputTag<>(
          "refused-series", io.barograph.jobs.types.LabelsSerializer.INSTANCE.typeInformation());

  private static final long MAX_AGE_MILLIS = 50;
  private static final int MAX_SERIES_REMEMBERED = 2_000_000;

  private final RuleSet.Source rulesSource;
  private final int seriesLimit;

  private transient RuleSet rules;
  private transient Map<Labels, KnownSeries> known;
  private transient Map<String, Integer> seriesOfMetric;
  private transient SampleBatch[] open;
  private transient Counter matched;
  private transient Counter unmatched;
  private transient Counter overLimit;
  private transient Counter refused;

  /** What the batcher remembers of a series. */
  private static final class KnownSeries {
    static final int UNMATCHED = -1;
    static final int REFUSED = -2;

    final int keyGroup;
    long announcedAt = Long.MIN_VALUE;

    KnownSeries(int keyGroup) {
      this.keyGroup = keyGroup;
    }
  }

  /**
   * A batcher.
   *
   * @param rulesSource the rules whose leaves decide which series matter
   * @param seriesLimit how many matched series of one metric and job this subtask lets in; 0 for
   *     any number
   */
  public SampleBatcher(RuleSet.Source rulesSource, int seriesLimit) {
    this.rulesSource = rulesSource;
    this.seriesLimit = seriesLimit;
  }

  @Override
  public void open() throws Exception {
    super.open();
    rules = rulesSource.compile();
    known = new HashMap<>();
    seriesOfMetric = new HashMap<>();
    open = new SampleBatch[KeyGroups.COUNT];
    matched = getMetricGroup().counter(RulesMetric.SAMPLES_MATCHED.metricName());
    unmatched = getMetricGroup().counter(RulesMetric.SAMPLES_UNMATCHED.metricName());
    overLimit = getMetricGroup().counter(RulesMetric.SAMPLES_OVER_LIMIT.metricName());
    refused = getMetricGroup().counter(RulesMetric.SERIES_REFUSED.metricName());
    ScheduledFuture<?> unused =
        getProcessingTimeService()
            .scheduleWithFixedDelay(now -> flush(), MAX_AGE_MILLIS, MAX_AGE_MILLIS);
  }

  @Override
  public void processElement(StreamRecord<IngestedSample> element) {
    IngestedSample sample = element.getValue();
    KnownSeries series = known.get(sample.labels());
    if (series == null) {
      series = meet(sample.labels());
    }
    if (series.keyGroup < 0) {
      (series.keyGroup == KnownSeries.UNMATCHED ? unmatched : overLimit).inc();
      return;
    }
    matched.inc();
    SampleBatch batch = open[series.keyGroup];
    if (batch == null) {
      batch = new SampleBatch(series.keyGroup, SampleBatch.CAPACITY);
      open[series.keyGroup] = batch;
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
      open[series.keyGroup] = null;
      output.collect(new StreamRecord<>(batch));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
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

  private KnownSeries meet(Labels labels) {
    if (known.size() >= MAX_SERIES_REMEMBERED) {
      known.clear();
      seriesOfMetric.clear();
    }
    int keyGroup = KnownSeries.UNMATCHED;
    if (rules.matches(labels)) {
      keyGroup = isAdmitted(labels) ? KeyGroups.of(labels) : KnownSeries.REFUSED;
    }
    if (keyGroup == KnownSeries.REFUSED) {
      refused.inc();
      output.collect(REFUSED_SERIES, new StreamRecord<>(labels));
    }
    KnownSeries series = new KnownSeries(keyGroup);
    known.put(labels, series);
    return series;
  }

  private boolean isAdmitted(Labels labels) {
    if (seriesLimit == 0) {
      return true;
    }
    String key = labels.metricName() + '\0' + labels.get("job");
    return seriesOfMetric.merge(key, 1, Integer::sum) <= seriesLimit;
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
