package io.barograph.cli.elasticsearch;

import io.barograph.sinks.elasticsearch.ElasticsearchConnection;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import io.barograph.sinks.elasticsearch.ElasticsearchSink;
import io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that writes each document twice, in two versions whose order differs from document to
 * document, by two subtasks. It is never restarted: a failure is its end.
 */
final class OutageRun implements AutoCloseable {
  /** How many subtasks write. */
  static final int WRITERS = 2;

  private static final String TEXT = "what an alert says of itself in its annotations, ".repeat(10);

  private final InMemoryReporter reporter;
  private final JobClient job;

  private OutageRun(InMemoryReporter reporter, JobClient job) {
    this.reporter = reporter;
    this.job = job;
  }

  /** Starts a job that writes so many documents. */
  static OutageRun start(
      InMemoryReporter reporter, String elasticsearch, String index, long documents)
      throws Exception {
    KeptRejections.clear();
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(2));
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(WRITERS);
    env.fromSequence(0, 2 * documents - 1)
        .map(write -> write(index, write, documents))
        .returns(ElasticsearchDocument.class)
        .sinkTo(
            new ElasticsearchSink(ElasticsearchConnection.to(elasticsearch), new KeptRejections()));
    return new OutageRun(reporter, env.executeAsync("outage"));
  }

  /** The greatest version in which the document of a number is written. */
  static long newestVersion(long number) {
    return Math.max(version(number, 0), version(number, 1));
  }

  private static ElasticsearchDocument write(String index, long write, long documents) {
    long number = write % documents;
    long version = version(number, write / documents);
    return new ElasticsearchDocument(
        index,
        "d" + number,
        version,
        "{\"id\":\"d%d\",\"version\":%d,\"status\":\"firing\",\"annotations\":{\"summary\":\"%s\"}}"
            .formatted(number, version, TEXT));
  }

  /** From 1 to 1,000; of half of the documents the first is the newer one. */
  private static long version(long number, long round) {
    return 1 + Math.floorMod((number + 1) * (round == 0 ? 7_919L : 104_729L), 1_000L);
  }

  /** What the sink has counted so far. */
  long counted(ElasticsearchSinkMetric metric) {
    return metrics(metric).stream().mapToLong(counter -> ((Counter) counter).getCount()).sum();
  }

  /** The most bytes of documents that one writer holds now. */
  long mostBytesUnanswered() {
    return metrics(ElasticsearchSinkMetric.BYTES_UNANSWERED).stream()
        .mapToLong(gauge -> ((Number) ((Gauge<?>) gauge).getValue()).longValue())
        .max()
        .orElse(0);
  }

  private Collection<Metric> metrics(ElasticsearchSinkMetric metric) {
    return reporter.findMetrics(job.getJobID(), "\\." + metric.metricName() + "$").values();
  }

  /** Whether the job has neither ended nor failed. */
  boolean isRunning() throws Exception {
    return job.getJobStatus().get() == JobStatus.RUNNING;
  }

  /** Returns once every document has found its end. */
  void awaitEnd(Duration patience) throws Exception {
    job.getJobExecutionResult().get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the job if it still runs. */
  @Override
  public void close() throws Exception {
    if (!job.getJobStatus().get().isGloballyTerminalState()) {
      job.cancel().get();
    }
  }
}
