package io.barograph.sinks.elasticsearch;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One document and where it belongs.
 *
 * @param index the index, named by family and month of the record's own time, so that a retry
 *     always meets its first try
 * @param id the document's deterministic id
 * @param version an external version: Elasticsearch keeps the greatest; at least 1
 * @param json the document
 */
public record ElasticsearchDocument(String index, String id, long version, String json)
    implements Serializable {
  public ElasticsearchDocument {
    Objects.requireNonNull(index);
    Objects.requireNonNull(id);
    Objects.requireNonNull(json);
    if (version < 1) {
      throw new IllegalArgumentException("version must be >= 1, was " + version);
    }
  }

  /** The bytes that this document adds to a bulk request, its action line included. */
  long bulkBytes() {
    return 90L + index.length() + id.length() + json.getBytes(StandardCharsets.UTF_8).length;
  }
}
