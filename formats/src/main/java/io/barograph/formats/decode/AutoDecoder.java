package io.barograph.formats.decode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Decodes records of any format, finding out for each which it is.
 *
 * <p>A {@code content-type} header of {@code application/json} or {@code application/x-protobuf}
 * narrows the choice, and the parameter {@code proto} of the latter decides for remote write; other
 * headers say nothing. Then the record itself decides: JSON by the names of its fields, binary
 * records by their structure (see {@link BinaryShape}). A record that more than one format fits, or
 * none, is malformed with the reason {@code ambiguous-format}: it is never guessed. A topic of one
 * format had better say so: its errors are then more to the point.
 */
public final class AutoDecoder implements RecordDecoder {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final String REMOTE_WRITE_1 = "proto=prometheus.writerequest";
  private static final String REMOTE_WRITE_2 = "proto=io.prometheus.write.v2";

  private final int maxSeries;
  private final JsonSampleDecoder samples;
  private final Map<Format, RecordDecoder> decoders = new EnumMap<>(Format.class);
  private final BinaryShape binaryShape = new BinaryShape();

  /** A decoder that remembers so many series of each format. */
  AutoDecoder(int maxSeries) {
    this.maxSeries = maxSeries;
    samples = new JsonSampleDecoder(maxSeries);
    decoders.put(Format.JSON_SAMPLE, samples);
  }

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replace(" ", "");
    boolean json = isJson(value);
    if (json && !type.startsWith(PROTOBUF)) {
      if (!samples.decodeKnown(value, out)) {
        decode(only(formatsOfJson(value)), value, contentType, out);
      }
    } else if (type.startsWith(JSON)) {
      throw MalformedRecordException.of("content-type", contentType, "must agree with the record");
    } else if (type.contains(REMOTE_WRITE_1) || type.contains(REMOTE_WRITE_2)) {
      decode(Format.REMOTE_WRITE, value, contentType, out);
    } else {
      decode(only(binaryShape.formatsOf(value)), value, contentType, out);
    }
  }

  private void decode(Format format, byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    decoders
        .computeIfAbsent(format, found -> found.newDecoder(maxSeries))
        .decode(value, contentType, out);
  }

  /** True if the record starts as a JSON object does and as no binary format can. */
  private static boolean isJson(byte[] value) {
    if (value.length < 2 || value[0] != '{') {
      return false;
    }
    return switch (value[1]) {
      case '"', '}', ' ', '\n', '\r', '\t' -> true;
      default -> false;
    };
  }

  private static Format only(Set<Format> formats) throws MalformedRecordException {
    if (formats.size() == 1) {
      return formats.iterator().next();
    }
    if (formats.isEmpty()) {
      throw MalformedRecordException.ambiguous(
          "record: must be of a known format, fits none; give the topic its format");
    }
    List<String> names = new ArrayList<>();
    formats.forEach(format -> names.add(format.optionName()));
    throw MalformedRecordException.ambiguous(
        "record: must be of one format, fits %s; give the topic its format"
            .formatted(String.join(" and ", names)));
  }

  private static Set<Format> formatsOfJson(byte[] value) throws MalformedRecordException {
    Set<String> names = new HashSet<>();
    JsonRecord.read(
        value,
        (name, record) -> {
          names.add(name);
          record.parser().skipChildren();
        });
    Set<Format> formats = EnumSet.noneOf(Format.class);
    if (names.contains("resourceMetrics") || names.contains("resource_metrics")) {
      formats.add(Format.OTLP_METRICS);
    }
    if (names.contains("resourceLogs") || names.contains("resource_logs")) {
      formats.add(Format.OTLP_LOGS);
    }
    if (names.contains("service") && names.contains("message")) {
      formats.add(Format.JSON_LOG);
    }
    if (names.contains("labels") && names.contains("name")) {
      formats.add(Format.JSON_SAMPLE);
    }
    if (names.contains("metrics") || (names.contains("fields") && names.contains("name"))) {
      formats.add(Format.TELEGRAF_JSON);
    }
    if (names.contains("metric") || (names.contains("kind") && names.contains("name"))) {
      formats.add(Format.VECTOR_JSON);
    }
    return formats;
  }
}
