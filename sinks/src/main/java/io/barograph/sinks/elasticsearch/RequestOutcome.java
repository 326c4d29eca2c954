package io.barograph.sinks.elasticsearch;

/** What an answer to a whole bulk request means for us. */
enum RequestOutcome {
  /** The answer has an item for each document. */
  ANSWERED,
  /** It may succeed later. */
  RETRY,
  /** It is too large for the cluster, or for a proxy before it. */
  TOO_LARGE,
  /** A document in it spoils the whole of it, such as one whose id is too long. */
  SPOILT,
  /** No request will be taken until somebody mends the configuration. */
  REFUSED;

  /** Classifies an HTTP status, or what {@link Refusal} has in place of one. */
  static RequestOutcome of(int status) {
    return switch (status) {
      case 200 -> ANSWERED;
      case 400 -> SPOILT;
      case 413 -> TOO_LARGE;
      case Refusal.NO_ANSWER, 408, 429 -> RETRY;
      default -> status >= 500 ? RETRY : REFUSED;
    };
  }
}
