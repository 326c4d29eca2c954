package io.barograph.sinks.elasticsearch;

/** What Elasticsearch's answer to one document, or to a whole request, means for us. */
enum DocumentOutcome {
  /** The document is stored. */
  STORED,
  /** A document as new or newer is stored already: the aim is reached. */
  ALREADY_NEWER,
  /** It may succeed later. */
  RETRY,
  /** This document will never be accepted. */
  REJECTED,
  /** No document will be accepted until somebody mends the configuration. */
  FATAL;

  /** Classifies the status of one item of a bulk answer. */
  static DocumentOutcome ofItem(int status) {
    if (status == 200 || status == 201) {
      return STORED;
    }
    // 409: an external version as great or greater is there. Retrying could never change that.
    if (status == 409) {
      return ALREADY_NEWER;
    }
    return isTemporary(status) ? RETRY : REJECTED;
  }

  /** Classifies the status of a whole bulk request. */
  static DocumentOutcome ofRequest(int status) {
    if (status == 200) {
      return STORED;
    }
    return isTemporary(status) ? RETRY : FATAL;
  }

  private static boolean isTemporary(int status) {
    return status == 429 || status >= 500;
  }
}
