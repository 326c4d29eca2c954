package io.barograph.jobs.source;

import io.barograph.core.clock.EndOffsetAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker once a second where the partitions of one reader end. */
final class EndOffsetPoller implements EndOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(EndOffsetPoller.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final long TIMEOUT_MILLIS = 1_500;

  private final Properties kafka;
  private final LongSupplier wallClock;
  private final Consumer<Map<TopicPartition, EndOffsetAnswer>> answers;
  private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "end-offsets");
  private volatile boolean closed;

  /**
   * A poller that is not started yet.
   *
   * @param answers takes each answer, in the poller's own thread
   */
  EndOffsetPoller(
      Properties kafka,
      LongSupplier wallClock,
      Consumer<Map<TopicPartition, EndOffsetAnswer>> answers) {
    this.kafka = kafka;
    this.wallClock = wallClock;
    this.answers = answers;
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void watch(TopicPartition partition) {
    partitions.add(partition);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    try (Admin admin = Admin.create(kafka)) {
      while (!closed) {
        ask(admin);
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(Admin admin) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, OffsetSpec.latest()));
    if (question.isEmpty()) {
      return;
    }
    long askedAt = wallClock.getAsLong();
    try {
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin.listOffsets(question).all().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      Map<TopicPartition, EndOffsetAnswer> answer = new HashMap<>();
      ends.forEach((key, end) -> answer.put(key, new EndOffsetAnswer(askedAt, end.offset())));
      answers.accept(answer);
    } catch (ExecutionException | TimeoutException noAnswer) {
      LOG.debug("the broker does not say where {} partitions end", question.size(), noAnswer);
    }
  }
}
