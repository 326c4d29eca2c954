package io.barograph.formats.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.labels.Labels;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * An anomaly as a document to search: when, of which metric and labels, found by which detector,
 * how unusual it was, and {@code is_confirmed}, which is false until somebody says otherwise;
 * described in {@code docs/schemas/anomaly.schema.json}. The same anomaly always gives the same
 * text.
 */
public final class AnomalyJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String METRIC = "metric";
  private static final String DETECTOR = "detector";

  /** No metric is called so. */
  private static final String OF_AN_ENTITY = "*";

  private AnomalyJson() {}

  /**
   * The anomaly as one line of JSON.
   *
   * @param labels of the sample of the score: those of the series, {@code metric} and {@code
   *     detector}; of an entity, whose metrics are judged at once, there is no {@code metric}
   * @param timestamp milliseconds since the epoch
   * @param score 0 to 1
   */
  public static String of(Labels labels, long timestamp, double score) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", Rfc3339.format(timestamp));
      String metric = labels.get(METRIC);
      json.writeStringField(METRIC, metric.isEmpty() ? OF_AN_ENTITY : metric);
      json.writeStringField(DETECTOR, labels.get(DETECTOR));
      json.writeObjectFieldStart("labels");
      for (int i = 0; i < labels.size(); i++) {
        if (isOfTheSeries(labels.name(i))) {
          json.writeStringField(labels.name(i), labels.value(i));
        }
      }
      json.writeEndObject();
      json.writeNumberField("score", score);
      json.writeBooleanField("is_confirmed", false);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static boolean isOfTheSeries(String label) {
    return !label.equals(Labels.METRIC_NAME) && !label.equals(METRIC) && !label.equals(DETECTOR);
  }
}
