package io.barograph.cli.elasticsearch;

import io.barograph.sinks.elasticsearch.ElasticsearchConnection;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import io.barograph.sinks.elasticsearch.ElasticsearchSink;
import io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that does nothing but write documents, as many at a time as it is allowed to. */
final class SinkRun implements AutoCloseable {
  private static final Semaphore PERMITS = new Semaphore(0);

  private final InMemoryReporter reporter;
  private final JobClient job;

  private SinkRun(InMemoryReporter reporter, JobClient job) {
    this.reporter = reporter;
    this.job = job;
  }

  /**
   * Starts a job that writes {@code documents} in order once {@link #allow} lets them through.
   *
   * @param reporter the reporter of the cluster, which keeps metrics after the job's end
   */
  static SinkRun start(
      InMemoryReporter reporter, String elasticsearch, List<ElasticsearchDocument> documents)
      throws Exception {
    KeptRejections.clear();
    PERMITS.drainPermits();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(1);
    env.fromData(ElasticsearchDocument.class, documents.toArray(ElasticsearchDocument[]::new))
        .map(SinkRun::awaitPermit)
        .returns(ElasticsearchDocument.class)
        // On a thread of its own: a wait for permits must not keep the writer from its timers.
        .disableChaining()
        .sinkTo(
            new ElasticsearchSink(ElasticsearchConnection.to(elasticsearch), new KeptRejections()));
    return new SinkRun(reporter, env.executeAsync("sink"));
  }

  /** Lets {@code documents} more go to the sink. */
  void allow(int documents) {
    PERMITS.release(documents);
  }

  /** Returns once every document has found its end. */
  void awaitEnd() throws Exception {
    job.getJobExecutionResult().get(3, TimeUnit.MINUTES);
  }

  /** What the sink has counted so far. */
  long counted(ElasticsearchSinkMetric metric) {
    return reporter.findMetrics(job.getJobID(), "\\." + metric.metricName() + "$").values().stream()
        .mapToLong(counter -> ((Counter) counter).getCount())
        .sum();
  }

  /** What was rejected: id, a colon, the reason. */
  List<String> rejected() {
    return KeptRejections.all();
  }

  /** Ends the job if it still runs. */
  @Override
  public void close() throws Exception {
    if (!job.getJobStatus().get().isGloballyTerminalState()) {
      job.cancel().get();
    }
  }

  private static ElasticsearchDocument awaitPermit(ElasticsearchDocument document)
      throws InterruptedException {
    PERMITS.acquire();
    return document;
  }
}
