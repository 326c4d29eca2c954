package io.barograph.formats.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.labels.Labels;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decodes Telegraf's JSON, one metric or a batch:
 *
 * <pre>{@code
 * {"fields":{"usage_idle":98.5},"name":"cpu","tags":{"host":"h"},"timestamp":1767323045}
 * {"metrics":[{"fields":...}, ...]}
 * }</pre>
 *
 * <p>Each number or boolean among the fields is a sample, named as Telegraf's own Prometheus
 * serializers name it: the field alone if the measurement is {@code prometheus} (what its input of
 * that name writes), the measurement alone if the field is {@code value}, {@code gauge} or {@code
 * counter}, else both joined by an underscore. Text fields are no samples and are passed by, as
 * those serializers do. Tags are labels under their escaped names.
 *
 * <p>{@code timestamp} is RFC 3339, or an integer whose size tells its unit: below 1e11 seconds,
 * below 1e14 milliseconds, below 1e17 microseconds, else nanoseconds. That is unambiguous for the
 * years 1973 to 5138.
 */
public final class TelegrafJsonDecoder implements RecordDecoder {
  private static final long MAX_SECONDS = 100_000_000_000L;
  private static final Set<String> UNNAMED_FIELDS = Set.of("value", "gauge", "counter");
  private static final String PROMETHEUS = "prometheus";

  private final DecodedBatch batch = new DecodedBatch();
  private final TaggedSeries series;

  /** A decoder that remembers so many series. */
  TelegrafJsonDecoder(int maxSeries) {
    series = new TaggedSeries(maxSeries);
  }

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    batch.clear();
    Metric metric = new Metric();
    JsonRecord.read(
        value,
        (name, record) -> {
          if (name.equals("metrics") && metric.isEmpty()) {
            record.readArray(name, this::readMetric);
            metric.isBatch = true;
          } else {
            metric.read(name, record);
          }
        });
    if (!metric.isBatch) {
      metric.addTo(batch, series);
    }
    batch.emit(out);
  }

  private void readMetric(JsonRecord record) throws IOException, MalformedRecordException {
    Metric metric = new Metric();
    record.readObject("metrics", metric);
    metric.addTo(batch, series);
  }

  private static final class Metric implements JsonRecord.FieldReader {
    private final Map<String, Double> fields = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private String name;
    private long timestamp = -1;
    private boolean hasFields;
    private boolean isBatch;

    boolean isEmpty() {
      return name == null && timestamp < 0 && !hasFields && tags.isEmpty();
    }

    @Override
    public void read(String field, JsonRecord record) throws IOException, MalformedRecordException {
      switch (isBatch ? "" : field) {
        case "name" -> name = record.nonEmptyText(field);
        case "timestamp" -> timestamp = time(record);
        case "tags" ->
            record.readObject(
                field,
                (tag, value) -> {
                  tags.put(tag, value.text("tags." + tag));
                  SeriesBounds.checkLabels("tags", tags.size());
                });
        case "fields" -> {
          record.readObject(field, this::readField);
          hasFields = true;
        }
        default ->
            throw MalformedRecordException.of(
                "record",
                field,
                "must have the fields fields, name, tags, timestamp or metrics only");
      }
    }

    void addTo(DecodedBatch batch, TaggedSeries series) throws MalformedRecordException {
      if (name == null || timestamp < 0 || !hasFields) {
        throw MalformedRecordException.malformed("record: must have fields, name and timestamp");
      }
      for (Map.Entry<String, Double> field : fields.entrySet()) {
        Labels labels = series.of(metricName(field.getKey()), tags, "", "");
        batch.sample(labels, timestamp, field.getValue(), false);
      }
    }

    private void readField(String field, JsonRecord record)
        throws IOException, MalformedRecordException {
      if (field.isEmpty()) {
        throw MalformedRecordException.malformed("fields: must have names that are not empty");
      }
      JsonToken token = record.parser().currentToken();
      if (token.isNumeric()) {
        fields.put(field, record.number("fields." + field));
      } else if (token != JsonToken.VALUE_STRING) {
        fields.put(field, record.bool("fields." + field) ? 1.0 : 0.0);
      }
    }

    private String metricName(String field) {
      if (name.equals(PROMETHEUS)) {
        return field;
      }
      return UNNAMED_FIELDS.contains(field) ? name : name + '_' + field;
    }

    private static long time(JsonRecord record) throws IOException, MalformedRecordException {
      String text = record.parser().getText();
      long millis = Rfc3339.INVALID;
      if (record.parser().currentToken() == JsonToken.VALUE_NUMBER_INT) {
        millis = ofUnknownUnit(record.parser().getLongValue());
      } else if (record.parser().currentToken() == JsonToken.VALUE_STRING) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        millis = Rfc3339.parse(bytes, 0, bytes.length);
      }
      if (!EventTime.isValid(millis)) {
        throw MalformedRecordException.of(
            "timestamp", text, "must be a time of RFC 3339, or an integer since the epoch");
      }
      return millis;
    }

    private static long ofUnknownUnit(long time) {
      if (time < MAX_SECONDS) {
        return time * 1_000;
      }
      if (time < MAX_SECONDS * 1_000) {
        return time;
      }
      return time < MAX_SECONDS * 1_000_000 ? time / 1_000 : time / 1_000_000;
    }
  }
}
