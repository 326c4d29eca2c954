package io.barograph.sinks.elasticsearch;

/**
 * What the Elasticsearch sink counts and shows.
 *
 * <p>Each document that was taken ends once: taken = stored + already newer + rejected + still
 * unanswered. Retries are counted beside.
 */
public enum ElasticsearchSinkMetric {
  DOCUMENTS_STORED("numDocumentsStored", "documents that were stored"),
  DOCUMENTS_ALREADY_NEWER(
      "numDocumentsAlreadyNewer", "documents of which as new a version was there already"),
  DOCUMENTS_REJECTED("numDocumentsRejected", "documents that went to the dead letters"),
  DOCUMENTS_RETRIED("numDocumentsRetried", "documents that were sent once more"),
  REQUESTS_FAILED("numBulkRequestsFailed", "bulk requests that failed as a whole"),
  REQUESTS_SPLIT(
      "numBulkRequestsSplit", "bulk requests that were refused as a whole and sent in halves"),
  BYTES_UNANSWERED("bytesUnanswered", "bytes of documents that wait to be sent or answered");

  private final String metricName;
  private final String help;

  ElasticsearchSinkMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
  }

  /** The name in Flink's metrics. */
  public String metricName() {
    return metricName;
  }

  /** What it counts. */
  public String help() {
    return help;
  }
}
