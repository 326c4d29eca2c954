package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.promql.alerting.GroupRule;
import java.util.function.ToLongFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Names the partitions of a domain that must be evaluated though no series has data, such as those
 * of {@code absent}: from the first tick after the first sample of an input, or after its first
 * watermark if that comes before any sample. At the end of all input it names them once more, up to
 * the tick before the newest sample.
 *
 * <p>Chained to a source, beside the batcher. It has no state: after a restart it names them again,
 * which changes nothing.
 */
final class SilentPartitions extends AbstractStreamOperator<LeafElement>
    implements OneInputStreamOperator<IngestedSample, LeafElement> {
  private final RuleSet.Source source;
  private final int domain;
  private transient RuleSet rules;
  private transient long oldest;
  private transient long newest;
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
    newest = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<IngestedSample> element) {
    long time = element.getValue().timestamp();
    oldest = Math.min(oldest, time);
    newest = Math.max(newest, time);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean hasData = newest != Long.MIN_VALUE;
    boolean isEnd = mark.equals(Watermark.MAX_WATERMARK);
    if (!named && (hasData ? oldest <= mark.getTimestamp() : !isEnd)) {
      named = true;
      name(hasData ? oldest : mark.getTimestamp());
    }
    if (isEnd && hasData) {
      nameUntil(newest);
    }
    super.processWatermark(mark);
  }

  private void name(long from) {
    forEachRule(
        rule -> {
          long interval = rule.rule().intervalMillis();
          return -Math.floorDiv(-from, interval) * interval;
        });
  }

  private void nameUntil(long last) {
    forEachRule(
        rule -> Math.floorDiv(last, rule.rule().intervalMillis()) * rule.rule().intervalMillis());
  }

  private void forEachRule(ToLongFunction<GroupRule> tickOf) {
    for (GroupRule rule : rules.groupRules()) {
      if (rule.rule().domain() != domain) {
        continue;
      }
      long tick = tickOf.applyAsLong(rule);
      for (Labels partition : rule.plan().silent()) {
        Labels key = RulePiece.of(rule).get(0).partitionKey(partition);
        output.collect(new StreamRecord<>(LeafElement.silent(key, tick), tick));
      }
    }
  }
}
