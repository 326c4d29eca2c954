package io.barograph.jobs.source;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets records of a topic gather where they come one by one: a broker answers as soon as it has any
 * record at all, so that hundreds of small batches a second are hundreds of requests, each of which
 * costs consumer and broker more than what it carries.
 *
 * <p>What comes less than {@value #PAUSE_MILLIS} ms behind what came last is held until those are
 * over; what comes alone, and whatever has {@value #WORTH_BYTES} bytes, is held for no time.
 */
public final class PacedPolls implements ConsumerInterceptor<byte[], byte[]> {
  static final long PAUSE_MILLIS = 20;
  static final int WORTH_BYTES = 16_384;

  /** Counted of a record beside its value, so that many that are tiny are worth a poll too. */
  static final int RECORD_BYTES = 64;

  private static final String OPTION = "interceptor.classes";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);

  private final LongSupplier nanoTime;
  private final LongConsumer pause;
  private long last;

  /** As Kafka makes it. */
  public PacedPolls() {
    // A thread that is interrupted does not wait, and stays so.
    this(System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * By another clock.
   *
   * @param pause waits for so many nanoseconds
   */
  PacedPolls(LongSupplier nanoTime, LongConsumer pause) {
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.last = nanoTime.getAsLong() - PAUSE_NANOS;
  }

  /** Adds it to a consumer's interceptors. */
  static void addTo(Properties consumer) {
    consumer.merge(OPTION, PacedPolls.class.getName(), (others, own) -> others + "," + own);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    long early = last + PAUSE_NANOS - nanoTime.getAsLong();
    if (early > 0 && !isWorthAPoll(records)) {
      pause.accept(early);
    }
    last = nanoTime.getAsLong();
    return records;
  }

  private static boolean isWorthAPoll(ConsumerRecords<byte[], byte[]> records) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += RECORD_BYTES + Math.max(0, record.serializedValueSize());
      if (bytes >= WORTH_BYTES) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> options) {}

  @Override
  public void close() {}
}
