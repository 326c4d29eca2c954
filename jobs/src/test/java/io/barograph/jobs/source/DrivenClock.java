package io.barograph.jobs.source;

import io.barograph.core.clock.EndOffsetAnswer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** A clock that a test drives; it does not travel. */
record DrivenClock(
    ClockLog log, Function<Consumer<Map<TopicPartition, EndOffsetAnswer>>, EndOffsets> ends)
    implements SourceClock {
  @Override
  public ClockLog openLog() {
    return log;
  }

  @Override
  public EndOffsets endOffsets(Consumer<Map<TopicPartition, EndOffsetAnswer>> to) {
    return ends.apply(to);
  }
}
