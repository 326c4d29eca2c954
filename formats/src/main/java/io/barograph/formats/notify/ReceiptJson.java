package io.barograph.formats.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.delivery.Receipt;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The JSON of a receipt, described in {@code docs/schemas/receipt.schema.json}. */
public final class ReceiptJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final double MILLIS = 1_000;

  private ReceiptJson() {}

  /** The receipt as one line; the same receipt always gives the same text. */
  public static String of(Receipt receipt) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("notificationId", receipt.notification());
      json.writeStringField("receiver", receipt.receiver());
      json.writeStringField("channel", receipt.channel());
      json.writeStringField("groupKey", receipt.groupKey());
      json.writeStringField("result", receipt.result().wireName());
      json.writeNumberField("status", receipt.status());
      json.writeStringField("answer", receipt.answer());
      json.writeNumberField("attempts", receipt.attempts());
      json.writeStringField("decidedAt", Rfc3339.format(receipt.decidedAt()));
      json.writeStringField("at", Rfc3339.format(receipt.at()));
      json.writeNumberField("delaySeconds", (receipt.at() - receipt.decidedAt()) / MILLIS);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
