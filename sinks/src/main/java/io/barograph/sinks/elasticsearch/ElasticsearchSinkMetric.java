package io.barograph.sinks.elasticsearch;

/**
 * The counters of the Elasticsearch sink.
 *
 * <p>Each document that was taken ends once: taken = stored + already newer + rejected + still in
 * the buffer. Retries are counted beside.
 */
public enum ElasticsearchSinkMetric {
  DOCUMENTS_STORED("numDocumentsStored", "documents that were stored"),
  DOCUMENTS_ALREADY_NEWER(
      "numDocumentsAlreadyNewer", "documents of which as new a version was there already"),
  DOCUMENTS_REJECTED("numDocumentsRejected", "documents that went to the dead letters"),
  DOCUMENTS_RETRIED("numDocumentsRetried", "documents that were sent once more"),
  REQUESTS_FAILED("numBulkRequestsFailed", "bulk requests that failed as a whole");

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
