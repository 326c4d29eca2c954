package io.barograph.sinks.elasticsearch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.http.HttpEntity;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * One batch of documents on its way.
 *
 * <p>A request that is too large, or that one of its documents spoils, is sent again in halves, one
 * after the other, down to single documents: only those that are refused alone are rejected.
 */
final class BulkDelivery {
  private static final ContentType NDJSON =
      ContentType.create("application/x-ndjson", StandardCharsets.UTF_8);

  private final RestClient client;
  private final BulkSize size;
  private final Outcomes outcomes;
  private final Deque<List<ElasticsearchDocument>> parts = new ArrayDeque<>();
  private final List<ElasticsearchDocument> again = new ArrayList<>();

  /** Who hears what became of a batch; called by one thread at a time, of the HTTP client. */
  interface Outcomes {
    /** The document is stored, or one as new was there already. */
    void stored(DocumentOutcome how, ElasticsearchDocument document);

    /** The document will never be accepted. */
    void rejected(ElasticsearchDocument document, String reason);

    /** A request was refused as a whole and is sent in halves. */
    void split();

    /** A request failed as a whole, or got no answer. */
    void failed(int documents, Exception failure);

    /** Nothing more is under way. What is in {@code again} may be accepted later. */
    void ended(List<ElasticsearchDocument> again);

    /** The configuration keeps these documents out. */
    void refused(List<ElasticsearchDocument> unanswered, Refusal refusal);

    /** We could not act on an answer. */
    void broken(RuntimeException failure);
  }

  BulkDelivery(RestClient client, BulkSize size, Outcomes outcomes) {
    this.client = client;
    this.size = size;
    this.outcomes = outcomes;
  }

  /** Sends the documents; returns at once. */
  void start(List<ElasticsearchDocument> documents) {
    parts.addAll(size.cut(documents));
    next();
  }

  private void next() {
    List<ElasticsearchDocument> part = parts.poll();
    if (part == null) {
      outcomes.ended(again);
      return;
    }
    byte[] body = BulkBody.of(part);
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", "items.*.status,items.*.error.type,items.*.error.reason");
    request.setEntity(new ByteArrayEntity(body, NDJSON));
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            safely(() -> answered(part, response.getEntity()));
          }

          @Override
          public void onFailure(Exception failure) {
            safely(() -> failed(part, body.length, failure));
          }
        });
  }

  /** What is thrown into the HTTP client is lost, and the batch would wait forever. */
  private void safely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failure) {
      outcomes.broken(failure);
    }
  }

  private void answered(List<ElasticsearchDocument> part, HttpEntity answer) {
    List<BulkItem> items;
    try {
      items = BulkItem.readAll(answer.getContent());
      if (items.size() != part.size()) {
        throw new IOException(
            "a bulk request of %d documents was answered for %d"
                .formatted(part.size(), items.size()));
      }
    } catch (IOException unreadable) {
      tryLater(part, unreadable);
      return;
    }
    String forbidden = "";
    for (int i = 0; i < items.size(); i++) {
      BulkItem item = items.get(i);
      ElasticsearchDocument document = part.get(i);
      DocumentOutcome outcome = DocumentOutcome.of(item);
      switch (outcome) {
        case STORED, ALREADY_NEWER -> outcomes.stored(outcome, document);
        case RETRY -> again.add(document);
        case REJECTED -> outcomes.rejected(document, item.status() + " " + item.error());
        case FORBIDDEN -> {
          again.add(document);
          forbidden = item.error();
        }
      }
    }
    if (forbidden.isEmpty()) {
      next();
    } else {
      outcomes.refused(unanswered(List.of()), new Refusal(403, forbidden));
    }
  }

  private void failed(List<ElasticsearchDocument> part, int bytes, Exception failure) {
    Refusal refusal = Refusal.of(failure);
    switch (RequestOutcome.of(refusal.status())) {
      case ANSWERED, RETRY -> tryLater(part, failure);
      case REFUSED -> outcomes.refused(unanswered(part), refusal);
      case SPOILT -> divide(part, refusal.answer());
      case TOO_LARGE -> {
        if (part.size() > 1) {
          size.tooLarge(bytes);
        }
        divide(part, "a request of %d bytes: %s".formatted(bytes, refusal.answer()));
      }
    }
  }

  private void divide(List<ElasticsearchDocument> part, String reason) {
    int half = part.size() / 2;
    if (half == 0) {
      outcomes.rejected(part.get(0), reason);
    } else {
      outcomes.split();
      parts.addFirst(part.subList(half, part.size()));
      parts.addFirst(part.subList(0, half));
    }
    next();
  }

  private void tryLater(List<ElasticsearchDocument> part, Exception failure) {
    outcomes.failed(part.size(), failure);
    outcomes.ended(unanswered(part));
  }

  private List<ElasticsearchDocument> unanswered(List<ElasticsearchDocument> part) {
    again.addAll(part);
    parts.forEach(again::addAll);
    parts.clear();
    return again;
  }
}
