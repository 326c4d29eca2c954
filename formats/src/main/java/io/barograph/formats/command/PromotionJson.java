package io.barograph.formats.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.formats.text.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON of a promotion, described in {@code docs/schemas/model.schema.json}. */
public final class PromotionJson {
  private static final JsonFactory JSON = new JsonFactory();

  private PromotionJson() {}

  /**
   * One promotion; the same promotion always gives the same bytes.
   *
   * @param author who decided it
   * @param comment why; may be empty
   */
  public static byte[] encode(ModelPromotion promotion, String author, String comment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model", promotion.model());
      json.writeNumberField("version", promotion.version());
      json.writeStringField("time", Rfc3339.format(promotion.time()));
      json.writeStringField("from", Rfc3339.format(promotion.from()));
      json.writeStringField("promoted", Rfc3339.format(promotion.promoted()));
      json.writeStringField("author", author);
      json.writeStringField("comment", comment);
      json.writeStringField("text", promotion.text());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
