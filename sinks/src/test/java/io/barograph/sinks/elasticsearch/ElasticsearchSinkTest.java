package io.barograph.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ElasticsearchSinkTest {
  @BeforeEach
  void forgetRejections() {
    KeptRejections.clear();
  }

  @Test
  void writesEachDocumentUnderItsIdAndVersion() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      run(ElasticsearchConnection.to(server.address()), 3);

      assertThat(server.stored())
          .containsExactlyInAnyOrder(
              "{\"index\":{\"_index\":\"i\",\"_id\":\"d0\",\"version\":1,\"version_type\":\"external\"}}{\"n\":0}",
              "{\"index\":{\"_index\":\"i\",\"_id\":\"d1\",\"version\":1,\"version_type\":\"external\"}}{\"n\":1}",
              "{\"index\":{\"_index\":\"i\",\"_id\":\"d2\",\"version\":1,\"version_type\":\"external\"}}{\"n\":2}");
      assertThat(server.authorizations()).containsOnly("null");
    }
  }

  @Test
  void triesAgainWhatMaySucceedLater() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server
          .then(documents -> new FakeElasticsearch.Answer(503, "{}"))
          .then(FakeElasticsearch.each(429))
          .then(documents -> new FakeElasticsearch.Answer(200, "{\"items\":[]}"));
      run(ElasticsearchConnection.to(server.address()), 5);

      assertThat(server.stored()).hasSize(5);
      assertThat(KeptRejections.all()).isEmpty();
    }
  }

  @Test
  void aNewerVersionInPlaceIsSuccess() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.then(FakeElasticsearch.each(409));
      run(ElasticsearchConnection.to(server.address()), 2);

      assertThat(server.stored()).isEmpty();
      assertThat(KeptRejections.all()).isEmpty();
    }
  }

  @Test
  void whatIsNeverAcceptedGoesToTheDeadLetters() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.then(FakeElasticsearch.each(400));
      run(ElasticsearchConnection.to(server.address()), 2);

      assertThat(KeptRejections.all()).containsExactlyInAnyOrder("d0: 400 t: r", "d1: 400 t: r");
    }
  }

  @Test
  void keepsUnansweredDocumentsInItsState() throws IOException {
    ElasticsearchSink sink =
        new ElasticsearchSink(
            ElasticsearchConnection.to("http://127.0.0.1:1"), new KeptRejections());
    SimpleVersionedSerializer<BufferedRequestState<ElasticsearchDocument>> serializer =
        sink.getWriterStateSerializer();
    ElasticsearchDocument document = new ElasticsearchDocument("i", "深", 7, "{\"深\":1}");
    BufferedRequestState<ElasticsearchDocument> state =
        new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(document, 10)));

    assertThat(
            serializer
                .deserialize(serializer.getVersion(), serializer.serialize(state))
                .getBufferedRequestEntries())
        .extracting(RequestEntryWrapper::getRequestEntry)
        .containsExactly(document);
  }

  @Test
  void aDocumentNeedsAVersion() {
    assertThatThrownBy(() -> new ElasticsearchDocument("i", "d", 0, "{}"))
        .hasMessage("version must be >= 1, was 0");
  }

  private static void run(ElasticsearchConnection connection, int documents) throws Exception {
    SinkJob.run(connection, documents, new KeptRejections());
  }
}
