package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.formats.text.DoubleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes Vector's JSON of one metric, as its Kafka sink writes it with the codec {@code json}, and
 * with {@code native_json} inside of {@code "metric"}:
 *
 * <pre>{@code
 * {"name":"up","namespace":"app","tags":{"job":"x"},"timestamp":"2026-01-02T03:04:05.678Z",
 *  "kind":"absolute","gauge":{"value":1.0}}
 * }</pre>
 *
 * <p>{@code gauge} and {@code counter} give one sample, {@code aggregated_histogram} {@code
 * _bucket} (Vector counts each bucket alone, here they add up), {@code _count} and {@code _sum},
 * {@code aggregated_summary} a sample for each quantile, {@code _count} and {@code _sum}. Names are
 * not changed but for escaping; a namespace stands before them with an underscore. A tag of several
 * values is refused. So are, with the record being well formed: metrics of kind {@code
 * incremental}, {@code set}, {@code distribution} and {@code sketch}, and metrics without a
 * timestamp.
 */
public final class VectorJsonDecoder implements RecordDecoder {
  private final DecodedBatch batch = new DecodedBatch();
  private final TaggedSeries series;

  /** A decoder that remembers so many series. */
  VectorJsonDecoder(int maxSeries) {
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
          if (name.equals("metric")) {
            record.readObject(name, metric);
          } else {
            metric.read(name, record);
          }
        });
    metric.addTo(batch, series);
    batch.emit(out);
  }

  /** A value that is told from others of its metric by one more label, or by its name. */
  private record Part(String suffix, String label, String labelValue, double value) {}

  private static final class Metric implements JsonRecord.FieldReader {
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private String name;
    private String namespace = "";
    private String kind;
    private String type;
    private String refusedTag;
    private long timestamp = -1;

    @Override
    public void read(String field, JsonRecord record) throws IOException, MalformedRecordException {
      switch (field) {
        case "name" -> name = record.nonEmptyText(field);
        case "namespace" -> namespace = record.isNull() ? "" : record.text(field);
        case "kind" -> kind = record.nonEmptyText(field);
        case "timestamp" -> timestamp = record.isNull() ? -1 : record.time(field);
        case "interval_ms" -> record.parser().skipChildren();
        case "tags" -> {
          if (!record.isNull()) {
            record.readObject(field, this::readTag);
          }
        }
        case "gauge", "counter" -> {
          setType(field);
          record.readObject(
              field, (part, value) -> parts.add(new Part("", "", "", value.number(field))));
        }
        case "aggregated_histogram" -> {
          setType(field);
          readHistogram(record);
        }
        case "aggregated_summary" -> {
          setType(field);
          readSummary(record);
        }
        case "set", "distribution", "sketch" -> {
          setType(field);
          record.parser().skipChildren();
        }
        default ->
            throw MalformedRecordException.of(
                "record", field, "must have the fields of a Vector metric only");
      }
    }

    void addTo(DecodedBatch batch, TaggedSeries series) throws MalformedRecordException {
      if (name == null || kind == null || type == null) {
        throw MalformedRecordException.malformed("record: must have name, kind and one value");
      }
      String full = namespace.isEmpty() ? name : namespace + '_' + name;
      String refusal = refusal();
      if (refusal != null) {
        batch.refused("metric." + full, refusal);
        return;
      }
      for (Part part : parts) {
        Labels labels = series.of(full + part.suffix(), tags, part.label(), part.labelValue());
        batch.sample(labels, timestamp, part.value(), false);
      }
    }

    private String refusal() {
      if (!kind.equals("absolute")) {
        return "must be of kind absolute; put Vector's incremental_to_absolute transform before the"
            + " sink";
      }
      if (timestamp < 0) {
        return "must have a timestamp";
      }
      if (refusedTag != null) {
        return "must have one value in tag %s; set metric_tag_values: single".formatted(refusedTag);
      }
      return parts.isEmpty() ? type + " is not taken; aggregate it to a histogram first" : null;
    }

    private void setType(String field) throws MalformedRecordException {
      if (type != null) {
        throw MalformedRecordException.of("record", field, "must have one value besides " + type);
      }
      type = field;
    }

    private void readTag(String tag, JsonRecord record)
        throws IOException, MalformedRecordException {
      if (record.parser().currentToken().isStructStart()) {
        record.parser().skipChildren();
        refusedTag = tag;
      } else if (!record.isNull() && !tag.isEmpty()) {
        tags.put(tag, record.text("tags." + tag));
        SeriesBounds.checkLabels("tags", tags.size());
      }
    }

    private void readHistogram(JsonRecord record) throws IOException, MalformedRecordException {
      double[] below = new double[1];
      record.readObject(
          type,
          (field, value) -> {
            switch (field) {
              case "buckets" -> value.readArray(field, bucket -> readBucket(bucket, below));
              case "count" -> {
                double count = value.number(field);
                parts.add(new Part("_bucket", "le", "+Inf", count));
                parts.add(new Part("_count", "", "", count));
              }
              case "sum" -> parts.add(new Part("_sum", "", "", value.number(field)));
              default -> throw MalformedRecordException.of(type, field, "must be a histogram");
            }
          });
    }

    private void readBucket(JsonRecord record, double[] below)
        throws IOException, MalformedRecordException {
      double[] limitAndCount = {Double.POSITIVE_INFINITY, 0};
      record.readObject(
          "buckets",
          (field, value) -> {
            switch (field) {
              case "upper_limit" ->
                  limitAndCount[0] =
                      value.isNull() ? Double.POSITIVE_INFINITY : value.number(field);
              case "count" -> limitAndCount[1] = value.number(field);
              default -> throw MalformedRecordException.of("buckets", field, "must be a bucket");
            }
          });
      checkParts("buckets");
      below[0] += limitAndCount[1];
      if (limitAndCount[0] < Double.POSITIVE_INFINITY) {
        parts.add(new Part("_bucket", "le", DoubleText.format(limitAndCount[0]), below[0]));
      }
    }

    private void checkParts(String field) throws MalformedRecordException {
      if (parts.size() > SeriesBounds.MAX_BUCKETS) {
        throw MalformedRecordException.malformed(field + ": " + SeriesBounds.EXPECTED_BUCKETS);
      }
    }

    private void readSummary(JsonRecord record) throws IOException, MalformedRecordException {
      record.readObject(
          type,
          (field, value) -> {
            switch (field) {
              case "quantiles" -> value.readArray(field, this::readQuantile);
              case "count" -> parts.add(new Part("_count", "", "", value.number(field)));
              case "sum" -> parts.add(new Part("_sum", "", "", value.number(field)));
              default -> throw MalformedRecordException.of(type, field, "must be a summary");
            }
          });
    }

    private void readQuantile(JsonRecord record) throws IOException, MalformedRecordException {
      double[] quantileAndValue = new double[2];
      record.readObject(
          "quantiles",
          (field, value) -> {
            switch (field) {
              case "quantile" -> quantileAndValue[0] = value.number(field);
              case "value" -> quantileAndValue[1] = value.number(field);
              default ->
                  throw MalformedRecordException.of("quantiles", field, "must be a quantile");
            }
          });
      checkParts("quantiles");
      parts.add(
          new Part("", "quantile", DoubleText.format(quantileAndValue[0]), quantileAndValue[1]));
    }
  }
}
