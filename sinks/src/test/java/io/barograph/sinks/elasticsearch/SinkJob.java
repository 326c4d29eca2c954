package io.barograph.sinks.elasticsearch;

import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that does nothing but write documents, and that would be restarted five times. */
final class SinkJob {
  private SinkJob() {}

  /** Writes small documents with the ids d0, d1 and so on. */
  static void run(ElasticsearchConnection connection, int documents, RejectedDocuments rejections)
      throws Exception {
    run(
        connection,
        documents,
        n -> new ElasticsearchDocument("i", "d" + n, 1, "{\"n\":%d}".formatted(n)),
        rejections);
  }

  /** Writes the documents of the numbers from 0 on; returns once each has found its end. */
  static void run(
      ElasticsearchConnection connection,
      int documents,
      MapFunction<Long, ElasticsearchDocument> document,
      RejectedDocuments rejections)
      throws Exception {
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, restarts);
    env.fromSequence(0, documents - 1)
        .map(document)
        .returns(ElasticsearchDocument.class)
        .sinkTo(new ElasticsearchSink(connection, rejections));
    env.execute();
  }
}
