package io.barograph.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are too large, documents that spoil others, hosts that are down, full queues. */
@Timeout(60)
class ElasticsearchBadDaysTest {
  private static final AtomicInteger TAKEN = new AtomicInteger();

  @BeforeEach
  void forgetRejections() {
    KeptRejections.clear();
    TAKEN.set(0);
  }

  @Test
  void aRequestThatIsTooLargeIsSentInHalvesAndTheSizeIsLearned() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.always(tooLargeAbove(10_000));
      run(server, 3_000, n -> document("d" + n, ""));

      assertThat(idsIn(server)).isEqualTo(ids(3_000));
      assertThat(server.stored()).hasSize(3_000);
      assertThat(KeptRejections.all()).isEmpty();
      long tooLarge = server.sizes().stream().filter(documents -> documents > 150).count();
      assertThat(tooLarge).as("requests that were too large").isBetween(3L, 60L);
    }
  }

  @Test
  void aDocumentThatIsTooLargeAloneIsADeadLetter() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.always(tooLargeAbove(10_000));
      run(server, 40, n -> document("d" + n, n == 17 ? "x".repeat(10_000) : ""));

      assertThat(KeptRejections.all()).hasSize(1);
      assertThat(KeptRejections.all().get(0))
          .startsWith("d17: a request of 100")
          .endsWith(" bytes: 413 <html> too large");
      Set<String> others = ids(40);
      others.remove("d17");
      assertThat(idsIn(server)).isEqualTo(others);
    }
  }

  @Test
  void whatNoRequestMayHoldIsADeadLetterAndTheJobGoesOn() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      run(server, 3, n -> document("d" + n, n == 1 ? "深".repeat(350_000) : ""));

      assertThat(KeptRejections.all())
          .containsExactly("d1: a document of 1050101 bytes, more than the 1048576 that are sent");
      assertThat(idsIn(server)).containsExactlyInAnyOrder("d0", "d2");
    }
  }

  @Test
  void aDocumentThatSpoilsItsRequestIsADeadLetterAndTheOthersAreStored() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.always(
          documents ->
              documents.stream().anyMatch(document -> document.contains("poison"))
                  ? new FakeElasticsearch.Answer(400, "{\"error\":\"id is too long\"}")
                  : null);
      run(server, 100, n -> document("d" + n, n % 40 == 7 ? "poison" : ""));

      assertThat(KeptRejections.all())
          .containsExactlyInAnyOrder(
              "d7: 400 {\"error\":\"id is too long\"}",
              "d47: 400 {\"error\":\"id is too long\"}",
              "d87: 400 {\"error\":\"id is too long\"}");
      Set<String> others = ids(100);
      others.removeAll(List.of("d7", "d47", "d87"));
      assertThat(idsIn(server)).isEqualTo(others);
    }
  }

  @Test
  void aFullQueueInTheMiddleOfHalvesLosesNothing() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server
          .then(documents -> new FakeElasticsearch.Answer(413, ""))
          .then(FakeElasticsearch.each(429, "es_rejected_execution_exception"))
          .then(documents -> new FakeElasticsearch.Answer(429, "{}"));
      run(server, 50, n -> document("d" + n, ""));

      assertThat(idsIn(server)).isEqualTo(ids(50));
      assertThat(server.stored()).hasSize(50);
    }
  }

  @Test
  void oneOfSeveralHostsMayBeDown() throws Exception {
    String gone;
    try (FakeElasticsearch closedAtOnce = new FakeElasticsearch()) {
      gone = closedAtOnce.address();
    }
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.then(documents -> new FakeElasticsearch.Answer(503, "{}"));
      SinkJob.run(ElasticsearchConnection.to(gone, server.address()), 2_500, new KeptRejections());

      assertThat(idsIn(server)).isEqualTo(ids(2_500));
      assertThat(server.stored()).hasSize(2_500);
    }
  }

  @Test
  void theInputWaitsOnceSixteenMebibytesAreUnanswered() throws Exception {
    String text = "x".repeat(100_000);
    // One passes the bound and the next waits before it.
    int most = (int) (ElasticsearchWriter.MAX_BYTES_UNANSWERED / 100_000) + 2;
    AtomicLong mostWaiting = new AtomicLong();
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      AtomicInteger stored = new AtomicInteger();
      server.always(
          documents -> {
            awaitTaken(most + 1);
            mostWaiting.accumulateAndGet(TAKEN.get() - stored.get(), Math::max);
            stored.addAndGet(documents.size());
            return null;
          });
      run(
          server,
          400,
          n -> {
            TAKEN.incrementAndGet();
            return document("d" + n, text);
          });

      assertThat(server.stored()).hasSize(400);
      assertThat(mostWaiting.get()).isBetween(most / 2L, (long) most);
    }
  }

  @Test
  void aDeadLetterThatCannotBeKeptFailsTheJobInsteadOfHoldingItForever() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.always(FakeElasticsearch.each(400));
      assertThatThrownBy(
              () ->
                  SinkJob.run(ElasticsearchConnection.to(server.address()), 1, new NothingIsKept()))
          .hasStackTraceContaining("the disk is full");
    }
  }

  private static void run(FakeElasticsearch server, int documents, Documents document)
      throws Exception {
    SinkJob.run(
        ElasticsearchConnection.to(server.address()), documents, document, new KeptRejections());
  }

  private interface Documents
      extends org.apache.flink.api.common.functions.MapFunction<Long, ElasticsearchDocument> {}

  private static ElasticsearchDocument document(String id, String text) {
    return new ElasticsearchDocument("i", id, 1, "{\"t\":\"%s\"}".formatted(text));
  }

  private static Function<List<String>, FakeElasticsearch.Answer> tooLargeAbove(int characters) {
    return documents ->
        documents.stream().mapToInt(String::length).sum() > characters
            ? new FakeElasticsearch.Answer(413, "<html>\r\ntoo large")
            : null;
  }

  /** Gives whoever takes more than they should a second to show it. */
  private static void awaitTaken(int documents) {
    long end = System.nanoTime() + 1_000_000_000;
    while (TAKEN.get() < documents && TAKEN.get() < 400 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static Set<String> idsIn(FakeElasticsearch server) {
    Set<String> ids = new HashSet<>();
    server
        .stored()
        .forEach(document -> ids.add(document.replaceAll(".*\"_id\":\"(d\\d+)\".*", "$1")));
    return ids;
  }

  private static Set<String> ids(int count) {
    Set<String> ids = new HashSet<>();
    IntStream.range(0, count).forEach(n -> ids.add("d" + n));
    return ids;
  }

  private static final class NothingIsKept implements RejectedDocuments {
    @Override
    public Handle open() {
      return new Handle() {
        @Override
        public void take(ElasticsearchDocument document, String reason) {
          throw new IllegalStateException("the disk is full");
        }

        @Override
        public void close() {}
      };
    }
  }
}
