package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes one sample as a JSON object, as prometheus-kafka-adapter writes it:
 *
 * <pre>{@code
 * {"timestamp":"2026-01-02T03:04:05Z","value":"12.5","name":"up","labels":{"__name__":"up","job":"x"}}
 * }</pre>
 *
 * <p>The fields may stand in any order, none twice, and no others. {@code timestamp} is RFC 3339 or
 * milliseconds since the epoch as an integer. {@code value} is a number, as text ({@code NaN},
 * {@code +Inf} and {@code -Inf} too) or as a JSON number. {@code name} is not empty and agrees with
 * {@code labels.__name__}, which may be absent. Label values are texts; an empty one is the same as
 * none.
 *
 * <p>JSON cannot carry the bits of a stale marker: {@code "stale":true} says that the series ends
 * here, and {@code value} may then be absent. A {@code NaN} is a value like another.
 *
 * <p>A record holds one object: that is what the adapter writes, whatever its own batch size.
 * Arrays and lines of objects are malformed.
 */
public final class JsonSampleDecoder implements RecordDecoder {
  private final LabelsCache<Series> cache;
  private final JsonSampleScanner scanner = new JsonSampleScanner();

  /** A series and the bytes of its name. */
  private static final class Series {
    private final Labels labels;
    private final byte[] name;

    Series(Labels labels) {
      this.labels = labels;
      this.name = labels.metricName().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A decoder that remembers so many series. */
  JsonSampleDecoder(int maxSeries) {
    cache = LabelsCache.ofSeries(maxSeries);
  }

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    if (!decodeKnown(value, out)) {
      decodeStrictly(value, out);
    }
  }

  /**
   * Decodes a record in the usual layout whose labels were decoded before.
   *
   * @return false, with nothing emitted, if the record is not of that kind
   */
  boolean decodeKnown(byte[] value, DecodedRecords out) {
    if (!scanner.scan(value)) {
      return false;
    }
    Series series = cache.find(0, value, scanner.labelsFrom(), scanner.labelsTo());
    if (series == null || !scanner.nameIs(series.name)) {
      return false;
    }
    boolean stale = scanner.isStale();
    out.sample(series.labels, scanner.timestamp(), stale ? 0 : scanner.value(), stale);
    return true;
  }

  /** Decodes any record, by the whole of the rules, and remembers its labels. */
  void decodeStrictly(byte[] value, DecodedRecords out) throws MalformedRecordException {
    Fields fields = new Fields();
    JsonRecord.read(value, fields);
    Labels labels = fields.completeLabels();
    if (scanner.scan(value)) {
      cache.put(0, value, scanner.labelsFrom(), scanner.labelsTo(), new Series(labels));
    }
    out.sample(labels, fields.timestamp, fields.stale ? 0 : fields.value, fields.stale);
  }

  private static final class Fields implements JsonRecord.FieldReader {
    private final Labels.Builder labels = Labels.builder();
    private long timestamp = -1;
    private double value;
    private boolean hasValue;
    private boolean stale;
    private String name;
    private String nameInLabels;
    private int labelCount;
    private boolean hasLabels;

    @Override
    public void read(String field, JsonRecord record) throws IOException, MalformedRecordException {
      switch (field) {
        case "timestamp" -> timestamp = record.time(field);
        case "value" -> {
          value = record.number(field);
          hasValue = true;
        }
        case "name" -> name = record.nonEmptyText(field);
        case "stale" -> stale = record.bool(field);
        case "labels" -> {
          record.readObject(field, this::readLabel);
          hasLabels = true;
        }
        default ->
            throw MalformedRecordException.of(
                "record", field, "must have the fields timestamp, value, name, labels, stale only");
      }
    }

    private void readLabel(String label, JsonRecord record)
        throws IOException, MalformedRecordException {
      if (label.isEmpty()) {
        throw MalformedRecordException.malformed("labels: must have names that are not empty");
      }
      SeriesBounds.checkLabels("labels", ++labelCount);
      String text = record.text("labels." + label);
      if (label.equals(Labels.METRIC_NAME)) {
        nameInLabels = text;
      } else {
        labels.add(label, text);
      }
    }

    Labels completeLabels() throws MalformedRecordException {
      require(timestamp >= 0, "timestamp");
      require(hasValue || stale, "value");
      require(name != null, "name");
      require(hasLabels, "labels");
      if (nameInLabels != null && !nameInLabels.equals(name)) {
        throw MalformedRecordException.of(
            "name", name, "must agree with labels.__name__ \"" + nameInLabels + "\"");
      }
      return labels.add(Labels.METRIC_NAME, name).build();
    }

    private static void require(boolean present, String field) throws MalformedRecordException {
      if (!present) {
        throw MalformedRecordException.malformed(field + ": must be given");
      }
    }
  }
}
