package io.barograph.sinks.elasticsearch;

/** What Elasticsearch's answer to one document means for us. */
enum DocumentOutcome {
  /** The document is stored. */
  STORED,
  /** A document as new or newer is stored already: the aim is reached. */
  ALREADY_NEWER,
  /** It may succeed later. */
  RETRY,
  /** This document will never be accepted. */
  REJECTED,
  /** Our user may not write to the document's index. */
  FORBIDDEN;

  /** Classifies one item of a bulk answer. */
  static DocumentOutcome of(BulkItem item) {
    int status = item.status();
    if (status == 200 || status == 201) {
      return STORED;
    }
    // 409: an external version as great or greater is there. Retrying could never change that.
    if (status == 409) {
      return ALREADY_NEWER;
    }
    if (status == 401 || (status == 403 && item.error().startsWith("security_exception"))) {
      return FORBIDDEN;
    }
    return status == 429 || status >= 500 ? RETRY : REJECTED;
  }
}
