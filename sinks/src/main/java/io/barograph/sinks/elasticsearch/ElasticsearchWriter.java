package io.barograph.sinks.elasticsearch;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subtask's writer: sends bulk requests and acts on the outcome of each document.
 *
 * <p>It holds {@value #MAX_BYTES_UNANSWERED} bytes of documents and one more; then it makes its
 * input wait.
 */
final class ElasticsearchWriter
    extends AsyncSinkWriter<ElasticsearchDocument, ElasticsearchDocument> {
  /** The most bytes of documents that are not answered before the input waits. */
  static final long MAX_BYTES_UNANSWERED = 16L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);
  private static final int LOGGED_REJECTIONS = 3;
  private static final int FAILURES_PER_LOG_LINE = 10;

  private final ElasticsearchConnection connection;
  private final RestClient client;
  private final RejectedDocuments.Handle rejected;
  private final MailboxExecutor mailbox;
  private final long maxDocumentBytes;
  private final BulkSize size = new BulkSize();
  private final Map<ElasticsearchSinkMetric, Counter> counters =
      new EnumMap<>(ElasticsearchSinkMetric.class);
  private final AtomicLong bytesUnanswered = new AtomicLong();
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private volatile boolean hasWorked;
  private final ScheduledExecutorService backoff =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "elasticsearch-backoff");
            thread.setDaemon(true);
            return thread;
          });

  ElasticsearchWriter(
      ElementConverter<ElasticsearchDocument, ElasticsearchDocument> converter,
      WriterInitContext context,
      AsyncSinkWriterConfiguration limits,
      Collection<BufferedRequestState<ElasticsearchDocument>> unanswered,
      ElasticsearchConnection connection,
      RejectedDocuments.Handle rejected) {
    super(
        converter,
        context,
        limits,
        unanswered,
        new SimpleBatchCreator<>(limits.getMaxBatchSizeInBytes()),
        new DequeRequestBuffer<>());
    this.connection = connection;
    this.client = connection.open();
    this.rejected = rejected;
    this.mailbox = context.getMailboxExecutor();
    this.maxDocumentBytes = limits.getMaxRecordSizeInBytes();
    unanswered.forEach(
        state ->
            state.getBufferedRequestEntries().stream()
                .map(RequestEntryWrapper::getSize)
                .forEach(bytesUnanswered::addAndGet));
    register(context.metricGroup());
    askWhoWeAre();
  }

  private void register(SinkWriterMetricGroup metrics) {
    for (ElasticsearchSinkMetric metric : ElasticsearchSinkMetric.values()) {
      if (metric == ElasticsearchSinkMetric.BYTES_UNANSWERED) {
        metrics.gauge(metric.metricName(), (Gauge<Long>) bytesUnanswered::get);
      } else {
        counters.put(metric, metrics.counter(metric.metricName(), new ThreadSafeSimpleCounter()));
      }
    }
  }

  /** So that wrong credentials are said at the start and not with the first document. */
  private void askWhoWeAre() {
    client.performRequestAsync(
        new Request("GET", "/_security/_authenticate"),
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {}

          @Override
          public void onFailure(Exception failure) {
            Refusal refusal = Refusal.of(failure);
            if (refusal.status() == 401 || refusal.status() == Refusal.UNTRUSTED) {
              getFatalExceptionCons().accept(fatal(refusal));
            }
          }
        });
  }

  @Override
  public void write(ElasticsearchDocument document, Context context)
      throws IOException, InterruptedException {
    long bytes = document.bulkBytes();
    if (bytes > maxDocumentBytes) {
      reject(
          document,
          "a document of %d bytes, more than the %d that are sent"
              .formatted(bytes, maxDocumentBytes));
      return;
    }
    while (bytesUnanswered.get() >= MAX_BYTES_UNANSWERED) {
      mailbox.yield();
    }
    bytesUnanswered.addAndGet(bytes);
    super.write(document, context);
  }

  @Override
  protected void submitRequestEntries(
      List<ElasticsearchDocument> documents, ResultHandler<ElasticsearchDocument> result) {
    new BulkDelivery(client, size, new Outcomes(result)).start(documents);
  }

  @Override
  protected long getSizeInBytes(ElasticsearchDocument document) {
    return document.bulkBytes();
  }

  @Override
  public void close() {
    backoff.shutdownNow();
    rejected.close();
    try {
      client.close();
    } catch (IOException harmless) {
      LOG.debug("closing the Elasticsearch client failed", harmless);
    }
  }

  private void reject(ElasticsearchDocument document, String reason) {
    rejected.take(document, reason);
    count(ElasticsearchSinkMetric.DOCUMENTS_REJECTED, 1);
  }

  private ElasticsearchRefusedException fatal(Refusal refusal) {
    String sentence = refusal.remedy(connection);
    LOG.error(sentence);
    return new ElasticsearchRefusedException(sentence);
  }

  private void count(ElasticsearchSinkMetric metric, long documents) {
    counters.get(metric).inc(documents);
  }

  /** What becomes of one batch. */
  private final class Outcomes implements BulkDelivery.Outcomes {
    private final ResultHandler<ElasticsearchDocument> result;
    private int rejections;

    Outcomes(ResultHandler<ElasticsearchDocument> result) {
      this.result = result;
    }

    @Override
    public void stored(DocumentOutcome how, ElasticsearchDocument document) {
      hasWorked = true;
      count(
          how == DocumentOutcome.STORED
              ? ElasticsearchSinkMetric.DOCUMENTS_STORED
              : ElasticsearchSinkMetric.DOCUMENTS_ALREADY_NEWER,
          1);
      bytesUnanswered.addAndGet(-document.bulkBytes());
    }

    @Override
    public void rejected(ElasticsearchDocument document, String reason) {
      if (rejections++ < LOGGED_REJECTIONS) {
        LOG.warn("{}/{} was rejected: {}", document.index(), document.id(), reason);
      }
      reject(document, reason);
      bytesUnanswered.addAndGet(-document.bulkBytes());
    }

    @Override
    public void split() {
      count(ElasticsearchSinkMetric.REQUESTS_SPLIT, 1);
    }

    @Override
    public void failed(int documents, Exception failure) {
      count(ElasticsearchSinkMetric.REQUESTS_FAILED, 1);
      if (failuresInARow.get() % FAILURES_PER_LOG_LINE == 0) {
        LOG.warn(
            "a bulk request of {} documents failed and is tried again: {}",
            documents,
            Refusal.of(failure).answer());
      }
    }

    @Override
    public void ended(List<ElasticsearchDocument> again) {
      if (again.isEmpty()) {
        failuresInARow.set(0);
        result.complete();
        return;
      }
      count(ElasticsearchSinkMetric.DOCUMENTS_RETRIED, again.size());
      long wait =
          Backoff.waitMillis(
              failuresInARow.incrementAndGet(), ThreadLocalRandom.current().nextDouble());
      ScheduledFuture<?> unused =
          backoff.schedule(() -> result.retryForEntries(again), wait, TimeUnit.MILLISECONDS);
    }

    /** Once it has worked, somebody is changing something: all waits, and the job goes on. */
    @Override
    public void refused(List<ElasticsearchDocument> unanswered, Refusal refusal) {
      count(ElasticsearchSinkMetric.REQUESTS_FAILED, 1);
      if (!hasWorked) {
        result.completeExceptionally(fatal(refusal));
        return;
      }
      if (failuresInARow.get() % FAILURES_PER_LOG_LINE == 0) {
        LOG.error("{}. Documents wait until then.", refusal.remedy(connection));
      }
      ended(unanswered);
    }

    @Override
    public void broken(RuntimeException failure) {
      result.completeExceptionally(failure);
    }
  }
}
