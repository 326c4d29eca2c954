package io.barograph.formats.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.Statement;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What people say of watched series, as {@code docs/schemas/label.schema.json} has it. */
public final class LabelReader implements RecordReader<Statement> {
  private static final long serialVersionUID = 1;

  private static final JsonFactory JSON = new JsonFactory();

  /** As many as a sample may have. */
  private static final int MAX_LABELS = 512;

  @Override
  public Statement read(RecordFields fields) throws MalformedRecordException {
    return new Statement(
        ShortText.of(fields, "author", ShortText.MAX_NAME),
        fields.text("comment", ""),
        label(fields));
  }

  private static SeriesLabel label(RecordFields fields) throws MalformedRecordException {
    long time = OrderReader.time(fields);
    long from = fields.instant("from");
    long to = fields.instant("to");
    if (to < from) {
      throw MalformedRecordException.of("to", fields.text("to"), "must not be before from");
    }
    if (to > time) {
      throw MalformedRecordException.of(
          "to", fields.text("to"), "must not be after time, since nobody knows what comes");
    }
    return new SeriesLabel(
        series(fields),
        time,
        ShortText.of(fields, "id", ShortText.MAX_NAME),
        from,
        to,
        isAnomaly(fields));
  }

  private static boolean isAnomaly(RecordFields fields) throws MalformedRecordException {
    String text = fields.text("anomaly");
    if (!text.equals("true") && !text.equals("false")) {
      throw MalformedRecordException.of("anomaly", text, "must be true or false");
    }
    return text.equals("true");
  }

  private static Labels series(RecordFields fields) throws MalformedRecordException {
    Map<String, String> labels = new TreeMap<>();
    try (JsonParser json = JSON.createParser(fields.nested("series"))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw MalformedRecordException.malformed("series: must be an object of all its labels");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          throw MalformedRecordException.malformed("series." + name + ": must be text");
        }
        labels.put(name, json.getText());
        if (labels.size() > MAX_LABELS) {
          throw MalformedRecordException.malformed(
              "series: must have at most %d labels".formatted(MAX_LABELS));
        }
      }
    } catch (IOException malformed) {
      throw MalformedRecordException.malformed("series: is no JSON: " + malformed.getMessage());
    }
    if (labels.getOrDefault(Labels.METRIC_NAME, "").isEmpty()) {
      throw MalformedRecordException.malformed(
          "series.%s: must be given, the name of the metric".formatted(Labels.METRIC_NAME));
    }
    return Labels.of(labels);
  }
}
