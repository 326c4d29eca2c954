package io.barograph.sinks.elasticsearch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.http.HttpEntity;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subtask's writer: sends bulk requests and acts on the outcome of each document. */
final class ElasticsearchWriter
    extends AsyncSinkWriter<ElasticsearchDocument, ElasticsearchDocument> {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);
  private static final ContentType NDJSON =
      ContentType.create("application/x-ndjson", StandardCharsets.UTF_8);
  private static final int LOGGED_REJECTIONS = 3;

  private final RestClient client;
  private final RejectedDocuments.Handle rejected;
  private final Map<ElasticsearchSinkMetric, Counter> counters =
      new EnumMap<>(ElasticsearchSinkMetric.class);
  private final AtomicInteger failuresInARow = new AtomicInteger();
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
      RestClient client,
      RejectedDocuments.Handle rejected) {
    super(
        converter,
        context,
        limits,
        unanswered,
        new SimpleBatchCreator<>(limits.getMaxBatchSizeInBytes()),
        new DequeRequestBuffer<>());
    this.client = client;
    this.rejected = rejected;
    for (ElasticsearchSinkMetric metric : ElasticsearchSinkMetric.values()) {
      counters.put(
          metric,
          context.metricGroup().counter(metric.metricName(), new ThreadSafeSimpleCounter()));
    }
  }

  @Override
  protected void submitRequestEntries(
      List<ElasticsearchDocument> documents, ResultHandler<ElasticsearchDocument> result) {
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", "items.*.status,items.*.error.type,items.*.error.reason");
    request.setEntity(new ByteArrayEntity(BulkBody.of(documents), NDJSON));
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            answered(documents, response.getEntity(), result);
          }

          @Override
          public void onFailure(Exception failure) {
            failed(documents, failure, result);
          }
        });
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

  private void answered(
      List<ElasticsearchDocument> documents,
      HttpEntity answer,
      ResultHandler<ElasticsearchDocument> result) {
    List<BulkItem> items;
    try {
      items = BulkItem.readAll(answer.getContent());
    } catch (IOException unreadable) {
      failed(documents, unreadable, result);
      return;
    }
    if (items.size() != documents.size()) {
      failed(
          documents,
          new IOException(
              "a bulk request of %d documents was answered for %d"
                  .formatted(documents.size(), items.size())),
          result);
      return;
    }
    List<ElasticsearchDocument> again = new ArrayList<>();
    int rejections = 0;
    for (int i = 0; i < items.size(); i++) {
      BulkItem item = items.get(i);
      ElasticsearchDocument document = documents.get(i);
      switch (DocumentOutcome.ofItem(item.status())) {
        case STORED -> count(ElasticsearchSinkMetric.DOCUMENTS_STORED, 1);
        case ALREADY_NEWER -> count(ElasticsearchSinkMetric.DOCUMENTS_ALREADY_NEWER, 1);
        case RETRY -> again.add(document);
        case REJECTED, FATAL -> {
          if (rejections++ < LOGGED_REJECTIONS) {
            LOG.warn("{}/{} was rejected: {}", document.index(), document.id(), item.error());
          }
          reject(document, item.status() + " " + item.error());
        }
      }
    }
    if (again.isEmpty()) {
      failuresInARow.set(0);
      result.complete();
    } else {
      retryLater(again, result);
    }
  }

  private void failed(
      List<ElasticsearchDocument> documents,
      Exception failure,
      ResultHandler<ElasticsearchDocument> result) {
    count(ElasticsearchSinkMetric.REQUESTS_FAILED, 1);
    if (failure instanceof ResponseException refused
        && DocumentOutcome.ofRequest(refused.getResponse().getStatusLine().getStatusCode())
            == DocumentOutcome.FATAL) {
      result.completeExceptionally(
          new IOException(
              "Elasticsearch refuses bulk requests (%s); check elasticsearch.hosts, username and"
                      .formatted(refused.getResponse().getStatusLine())
                  + " password-file",
              failure));
      return;
    }
    if (failuresInARow.get() % 10 == 0) {
      LOG.warn(
          "a bulk request of {} documents failed and is tried again: {}",
          documents.size(),
          failure.toString());
    }
    retryLater(documents, result);
  }

  private void retryLater(
      List<ElasticsearchDocument> documents, ResultHandler<ElasticsearchDocument> result) {
    count(ElasticsearchSinkMetric.DOCUMENTS_RETRIED, documents.size());
    long wait =
        Backoff.waitMillis(
            failuresInARow.incrementAndGet(), ThreadLocalRandom.current().nextDouble());
    ScheduledFuture<?> unused =
        backoff.schedule(() -> result.retryForEntries(documents), wait, TimeUnit.MILLISECONDS);
  }

  private void reject(ElasticsearchDocument document, String reason) {
    rejected.take(document, reason);
    count(ElasticsearchSinkMetric.DOCUMENTS_REJECTED, 1);
  }

  private void count(ElasticsearchSinkMetric metric, long documents) {
    counters.get(metric).inc(documents);
  }
}
