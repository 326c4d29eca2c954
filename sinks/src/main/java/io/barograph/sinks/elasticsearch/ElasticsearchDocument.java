package io.barograph.sinks.elasticsearch;

import java.io.Serializable;
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
    return 90L + utf8Length(index) + utf8Length(id) + utf8Length(json);
  }

  private static long utf8Length(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A pair of surrogates is two characters and four bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
