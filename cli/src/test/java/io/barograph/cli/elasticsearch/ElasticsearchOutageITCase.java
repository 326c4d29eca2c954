package io.barograph.cli.elasticsearch;

import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.DOCUMENTS_ALREADY_NEWER;
import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.DOCUMENTS_RETRIED;
import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.DOCUMENTS_STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.cli.stack.TestInstallation;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents into a real Elasticsearch that is killed on the way and away for a while: the job goes
 * on, memory stays bounded, and in the end each document is there once, in its newest version.
 *
 * <p>The long form is {@code -Doutage.documents=1000000 -Doutage.seconds=60}.
 */
class ElasticsearchOutageITCase {
  private static final int DOCUMENTS = Integer.getInteger("outage.documents", 50_000);
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 5));
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final String INDEX = "barograph-alerts-2001.06";

  /** What a writer holds at most, and one document more. */
  private static final long MOST_UNANSWERED = (16L << 20) + 1_000;

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  private static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(OutageRun.WRITERS)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir private static Path folder;

  private long mostUnanswered;
  private long mostHeap;

  @Test
  void everyDocumentIsThereOnceInItsNewestVersionBehindAnOutage() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    try (RealElasticsearch elasticsearch = RealElasticsearch.start(folder.resolve("home"))) {
      long start = System.nanoTime();
      try (OutageRun run = OutageRun.start(METRICS, elasticsearch.address(), INDEX, DOCUMENTS)) {
        awaitStored(run, DOCUMENTS / 4);
        elasticsearch.kill();
        long stored = run.counted(DOCUMENTS_STORED);
        await()
            .pollDelay(OUTAGE)
            .atMost(OUTAGE.multipliedBy(2))
            .until(() -> look(run) && run.isRunning());
        assertThat(run.counted(DOCUMENTS_STORED))
            .as("stored while nobody is there")
            .isLessThanOrEqualTo(stored + 8_000);
        elasticsearch.startAgain();
        awaitStored(run, stored + 8_001);
        run.awaitEnd(PATIENCE);

        assertThat(run.counted(DOCUMENTS_STORED) + run.counted(DOCUMENTS_ALREADY_NEWER))
            .isEqualTo(2L * DOCUMENTS);
        assertThat(run.counted(DOCUMENTS_RETRIED)).isPositive();
        assertThat(KeptRejections.all()).isEmpty();
        assertThat(mostUnanswered).isBetween(1L, MOST_UNANSWERED);
        System.out.printf(
            "Elasticsearch away for %d s: %,d documents in %,d versions, %.0f s in all; %,d stored,"
                + " %,d already newer, %,d sent once more; a writer held %,d bytes at most, the heap"
                + " %,d MiB behind a collection, of %,d%n",
            OUTAGE.toSeconds(),
            DOCUMENTS,
            2L * DOCUMENTS,
            (System.nanoTime() - start) / 1e9,
            run.counted(DOCUMENTS_STORED),
            run.counted(DOCUMENTS_ALREADY_NEWER),
            run.counted(DOCUMENTS_RETRIED),
            mostUnanswered,
            mostHeap >> 20,
            Runtime.getRuntime().maxMemory() >> 20);
      }
      checkStored(elasticsearch);
    }
  }

  private void awaitStored(OutageRun run, long documents) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> look(run) && run.counted(DOCUMENTS_STORED) >= documents);
  }

  private boolean look(OutageRun run) {
    mostUnanswered = Math.max(mostUnanswered, run.mostBytesUnanswered());
    mostHeap = Math.max(mostHeap, heapBehindCollections());
    return true;
  }

  private static void checkStored(RealElasticsearch elasticsearch) throws Exception {
    elasticsearch.refresh();
    assertThat(elasticsearch.get("/" + INDEX + "/_count").path("count").asLong())
        .isEqualTo(DOCUMENTS);
    BitSet seen = new BitSet(DOCUMENTS);
    JsonNode page =
        elasticsearch.get(
            "/" + INDEX + "/_search?size=5000&version=true&_source=false&sort=_doc&scroll=5m");
    while (!page.path("hits").path("hits").isEmpty()) {
      for (JsonNode hit : page.path("hits").path("hits")) {
        int number = Integer.parseInt(hit.path("_id").asText().substring(1));
        assertThat(hit.path("_version").asLong())
            .as("version of document %d", number)
            .isEqualTo(OutageRun.newestVersion(number));
        assertThat(seen.get(number)).isFalse();
        seen.set(number);
      }
      page =
          elasticsearch.ask(
              "POST",
              "/_search/scroll",
              "{\"scroll\":\"5m\",\"scroll_id\":\"%s\"}"
                  .formatted(page.path("_scroll_id").asText()));
    }
    assertThat(seen.cardinality()).isEqualTo(DOCUMENTS);
  }

  /** Of the pools that outlive a collection, what was left in them behind the last one. */
  private static long heapBehindCollections() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(usage -> usage != null)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
