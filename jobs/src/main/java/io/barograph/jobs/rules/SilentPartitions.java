package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.promql.alerting.GroupRule;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Names the partitions of a domain that must be evaluated though no series has data, such as those
 * of {@code absent}: from the first tick after the first sample of an input, or after its first
 * watermark if that comes before any sample.
 *
 * <p>Chained to a source, beside the batcher. It has no state: after a restart it names them again,
 * which changes nothing. At the end of its input it falls idle: the series stage knows which tick
 * is the last.
 */
final class SilentPartitions extends AbstractStreamOperator<LeafElement>
    implements OneInputStreamOperator<IngestedSample, LeafElement> {
  private final RuleSet.Source source;
  private final int domain;
  private transient RuleSet rules;
  private transient long oldest;
  private transient boolean named;

  /**
   * An operator.
   *
   * @param domain the place of the domain in the rule set
   */
  SilentPartitions(RuleSet.Source source, int domain) {
    this.source = source;
    this.domain = domain;
  }

  @Override
  public void open() throws Exception {
    super.open();
    rules = source.compile();
    oldest = Long.MAX_VALUE;
  }

  @Override
  public void processElement(StreamRecord<IngestedSample> element) {
    oldest = Math.min(oldest, element.getValue().timestamp());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean hasData = oldest != Long.MAX_VALUE;
    boolean isEnd = mark.equals(Watermark.MAX_WATERMARK);
    if (!named && (hasData ? oldest <= mark.getTimestamp() : !isEnd)) {
      named = true;
      name(hasData ? oldest : mark.getTimestamp());
    }
    if (isEnd) {
      processWatermarkStatus(WatermarkStatus.IDLE);
    } else {
      super.processWatermark(mark);
    }
  }

  private void name(long from) {
    for (GroupRule rule : rules.groupRules()) {
      if (rule.rule().domain() != domain) {
        continue;
      }
      long interval = rule.rule().intervalMillis();
      long tick = -Math.floorDiv(-from, interval) * interval;
      for (Labels partition : rule.plan().silent()) {
        Labels key = RulePiece.of(rule).get(0).partitionKey(partition);
        output.collect(new StreamRecord<>(LeafElement.silent(key, tick), tick));
      }
    }
  }
}
