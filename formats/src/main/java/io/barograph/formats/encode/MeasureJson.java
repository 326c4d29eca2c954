package io.barograph.formats.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.labels.Labels;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A derived sample as a document to search and to draw: {@code @timestamp}, {@code name}, {@code
 * labels} without the name, and {@code value} as a number, described in {@code
 * docs/schemas/measure.schema.json}. The same sample always gives the same text.
 */
public final class MeasureJson {
  private static final JsonFactory JSON = new JsonFactory();

  private MeasureJson() {}

  /**
   * The sample as one line of JSON.
   *
   * @param labels the series, its name among them
   * @param timestamp milliseconds since the epoch
   * @param value finite, for JSON has no number for anything else
   */
  public static String of(Labels labels, long timestamp, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", Rfc3339.format(timestamp));
      json.writeStringField("name", labels.metricName());
      json.writeObjectFieldStart("labels");
      for (int i = 0; i < labels.size(); i++) {
        if (!labels.name(i).equals(Labels.METRIC_NAME)) {
          json.writeStringField(labels.name(i), labels.value(i));
        }
      }
      json.writeEndObject();
      json.writeNumberField("value", value);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
