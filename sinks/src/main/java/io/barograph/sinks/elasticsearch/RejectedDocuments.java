package io.barograph.sinks.elasticsearch;

import java.io.Serializable;

/** Where documents go that Elasticsearch will never accept. */
public interface RejectedDocuments extends Serializable {
  /** Opens the destination in the writer's process. */
  Handle open();

  /** An open destination. */
  interface Handle extends AutoCloseable {
    /**
     * Takes a document and keeps it safe before it returns.
     *
     * @param reason Elasticsearch's words
     */
    void take(ElasticsearchDocument document, String reason);

    @Override
    void close();
  }
}
