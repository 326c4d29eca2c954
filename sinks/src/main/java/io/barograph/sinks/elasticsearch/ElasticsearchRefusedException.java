package io.barograph.sinks.elasticsearch;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Elasticsearch takes nothing from us until somebody mends an option, which the message names. A
 * restart would meet the same answer, so Flink ends the job.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ElasticsearchRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  ElasticsearchRefusedException(String sentence) {
    super(sentence);
  }
}
