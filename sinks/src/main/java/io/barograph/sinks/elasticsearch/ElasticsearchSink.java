package io.barograph.sinks.elasticsearch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes documents into Elasticsearch with bulk requests, at least once and idempotently.
 *
 * <p>Documents carry their own id and an external version, so a document that is written twice, or
 * after a newer one, leaves the newer one in place. A document waits at most 200 ms for others to
 * share its request. Unanswered documents are part of each checkpoint.
 *
 * <p>What may be accepted later is sent again, with growing pauses, for as long as it takes; then
 * the input waits, so memory is bounded. A document that is never accepted, or alone is too large,
 * goes to {@link RejectedDocuments} with the cluster's words, and the others of its request are
 * stored. If nothing was ever accepted because of an option, such as the password, the job ends
 * with a {@link ElasticsearchRefusedException}.
 */
public final class ElasticsearchSink
    extends AsyncSinkBase<ElasticsearchDocument, ElasticsearchDocument> {
  private static final int MAX_DOCUMENTS_PER_REQUEST = 1_000;
  private static final int MAX_REQUESTS_IN_FLIGHT = 4;
  private static final int MAX_DOCUMENTS_BUFFERED = 10_000;
  private static final long MAX_REQUEST_BYTES = 5L << 20;
  private static final long MAX_DOCUMENT_BYTES = 1L << 20;
  private static final long MAX_TIME_IN_BUFFER_MILLIS = 200;

  private final ElasticsearchConnection connection;
  private final RejectedDocuments rejectedDocuments;

  /** A sink that writes through {@code connection}. */
  public ElasticsearchSink(
      ElasticsearchConnection connection, RejectedDocuments rejectedDocuments) {
    super(
        (document, context) -> document,
        MAX_DOCUMENTS_PER_REQUEST,
        MAX_REQUESTS_IN_FLIGHT,
        MAX_DOCUMENTS_BUFFERED,
        MAX_REQUEST_BYTES,
        MAX_TIME_IN_BUFFER_MILLIS,
        MAX_DOCUMENT_BYTES);
    this.connection = connection;
    this.rejectedDocuments = rejectedDocuments;
  }

  @Override
  public StatefulSinkWriter<ElasticsearchDocument, BufferedRequestState<ElasticsearchDocument>>
      createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<ElasticsearchDocument, BufferedRequestState<ElasticsearchDocument>>
      restoreWriter(
          WriterInitContext context,
          Collection<BufferedRequestState<ElasticsearchDocument>> unanswered) {
    return new ElasticsearchWriter(
        getElementConverter(), context, limits(), unanswered, connection, rejectedDocuments.open());
  }

  private AsyncSinkWriterConfiguration limits() {
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(getMaxBatchSize())
        .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
        .setMaxInFlightRequests(getMaxInFlightRequests())
        .setMaxBufferedRequests(getMaxBufferedRequests())
        .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
        .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
        .build();
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<ElasticsearchDocument>>
      getWriterStateSerializer() {
    return new StateSerializer();
  }

  private static final class StateSerializer
      extends AsyncSinkWriterStateSerializer<ElasticsearchDocument> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    protected void serializeRequestToStream(ElasticsearchDocument document, DataOutputStream out)
        throws IOException {
      byte[] json = document.json().getBytes(StandardCharsets.UTF_8);
      out.writeUTF(document.index());
      out.writeUTF(document.id());
      out.writeLong(document.version());
      out.writeInt(json.length);
      out.write(json);
    }

    @Override
    protected ElasticsearchDocument deserializeRequestFromStream(
        long requestSize, DataInputStream in) throws IOException {
      String index = in.readUTF();
      String id = in.readUTF();
      long version = in.readLong();
      byte[] json = in.readNBytes(in.readInt());
      return new ElasticsearchDocument(
          index, id, version, new String(json, StandardCharsets.UTF_8));
    }
  }
}
