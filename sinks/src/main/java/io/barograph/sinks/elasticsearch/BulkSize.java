package io.barograph.sinks.elasticsearch;

import java.util.ArrayList;
import java.util.List;

/** How large a bulk request may be, learned from those that were too large. */
final class BulkSize {
  private volatile long limit = Long.MAX_VALUE;

  /** A request of so many bytes, of several documents, was too large. */
  synchronized void tooLarge(long bytes) {
    limit = Math.min(limit, bytes / 2);
  }

  /** The documents in their order, cut so that no part of several is above the limit. */
  List<List<ElasticsearchDocument>> cut(List<ElasticsearchDocument> documents) {
    if (limit == Long.MAX_VALUE) {
      return List.of(documents);
    }
    List<List<ElasticsearchDocument>> parts = new ArrayList<>();
    int first = 0;
    long bytes = 0;
    for (int i = 0; i < documents.size(); i++) {
      long more = documents.get(i).bulkBytes();
      if (i > first && bytes + more > limit) {
        parts.add(documents.subList(first, i));
        first = i;
        bytes = 0;
      }
      bytes += more;
    }
    parts.add(documents.subList(first, documents.size()));
    return parts;
  }
}
