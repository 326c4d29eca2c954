package io.barograph.jobs.rules;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes the watermark of one domain's leaf elements out of the marks among them.
 *
 * <p>The series stage has several inputs with a clock each, and Flink would hold all that it sends
 * back to the slowest. Chained to it, this operator lets each domain go on by its own clock.
 */
final class DomainClock extends AbstractStreamOperator<LeafElement>
    implements OneInputStreamOperator<LeafElement, LeafElement> {
  @Override
  public void processElement(StreamRecord<LeafElement> element) {
    LeafElement value = element.getValue();
    if (value.kind() == LeafElement.Kind.CLOCK) {
      output.emitWatermark(new Watermark(value.tick()));
    } else {
      output.collect(element);
    }
  }

  @Override
  public void processWatermark(Watermark mark) {}
}
