package io.barograph.sinks.elasticsearch;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what was rejected, of all jobs of this process: id, a colon, the reason. */
final class KeptRejections implements RejectedDocuments {
  private static final Queue<String> REJECTED = new ConcurrentLinkedQueue<>();

  static void clear() {
    REJECTED.clear();
  }

  static List<String> all() {
    return List.copyOf(REJECTED);
  }

  @Override
  public Handle open() {
    return new Handle() {
      @Override
      public void take(ElasticsearchDocument document, String reason) {
        REJECTED.add(document.id() + ": " + reason);
      }

      @Override
      public void close() {}
    };
  }
}
