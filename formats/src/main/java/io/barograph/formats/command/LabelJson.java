package io.barograph.formats.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.labels.Labels;
import io.barograph.formats.text.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON of what somebody says of a series, described in {@code docs/schemas/label.schema.json}.
 */
public final class LabelJson {
  private static final JsonFactory JSON = new JsonFactory();

  private LabelJson() {}

  /**
   * One label; the same label always gives the same bytes.
   *
   * @param author whose word it is
   * @param comment why; may be empty
   */
  public static byte[] encode(SeriesLabel label, String author, String comment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", label.label());
      json.writeStringField("time", Rfc3339.format(label.time()));
      json.writeStringField("author", author);
      json.writeStringField("comment", comment);
      json.writeObjectFieldStart("series");
      Labels series = label.labels();
      for (int i = 0; i < series.size(); i++) {
        json.writeStringField(series.name(i), series.value(i));
      }
      json.writeEndObject();
      json.writeStringField("from", Rfc3339.format(label.from()));
      json.writeStringField("to", Rfc3339.format(label.to()));
      json.writeBooleanField("anomaly", label.isAnomaly());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
