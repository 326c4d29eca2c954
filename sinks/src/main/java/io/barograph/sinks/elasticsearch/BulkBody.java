package io.barograph.sinks.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The newline-delimited body of a bulk request. */
final class BulkBody {
  private static final JsonFactory JSON = new JsonFactory();

  private BulkBody() {}

  /** An action line and the document for each of {@code documents}. */
  static byte[] of(List<ElasticsearchDocument> documents) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream(512 * documents.size());
      for (ElasticsearchDocument document : documents) {
        writeAction(document, body);
        body.write('\n');
        body.write(document.json().getBytes(StandardCharsets.UTF_8));
        body.write('\n');
      }
      return body.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void writeAction(ElasticsearchDocument document, ByteArrayOutputStream body)
      throws IOException {
    JsonGenerator json =
        JSON.createGenerator(body).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeObjectFieldStart("index");
    json.writeStringField("_index", document.index());
    json.writeStringField("_id", document.id());
    json.writeNumberField("version", document.version());
    json.writeStringField("version_type", "external");
    json.writeEndObject();
    json.writeEndObject();
    json.close();
  }
}
