package io.barograph.jobs.types;

import java.time.Duration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * How long what an operator gives may wait for more before it is sent to the next task.
 *
 * <p>Whatever waits needs a thread of its own for each output, which Flink wakes at each timeout.
 * Most outputs carry batches of samples, or alerts and what comes of them, which are few: these are
 * sent at once. Where records go one by one, and may be many, they wait for each other.
 */
public final class BufferTimeouts {
  /** That of all operators that say nothing else. */
  public static final Duration AT_ONCE = Duration.ZERO;

  private static final long ONE_BY_ONE_MILLIS = 10;

  private BufferTimeouts() {}

  /** Lets what {@code operator} gives, one record after the other, go together. */
  public static <T> SingleOutputStreamOperator<T> ofRecords(
      SingleOutputStreamOperator<T> operator) {
    return operator.setBufferTimeout(ONE_BY_ONE_MILLIS);
  }
}
