package io.barograph.formats.decode;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the value of a topic's records is. */
public enum Format implements DecoderSource {
  /** One sample as a JSON object; see {@link JsonSampleDecoder}. */
  JSON_SAMPLE("json"),
  /** One structured log line as a JSON object; see {@link JsonLogDecoder}. */
  JSON_LOG("json-log"),
  /** A Prometheus remote write 1.0 request; see {@link RemoteWriteDecoder}. */
  REMOTE_WRITE("remote-write"),
  /** An OTLP metrics request, protobuf or JSON; see {@link OtlpMetricsDecoder}. */
  OTLP_METRICS("otlp-metrics"),
  /** An OTLP logs request, protobuf or JSON; see {@link OtlpLogsDecoder}. */
  OTLP_LOGS("otlp-logs"),
  /** Telegraf's JSON; see {@link TelegrafJsonDecoder}. */
  TELEGRAF_JSON("telegraf-json"),
  /** Vector's JSON of a metric; see {@link VectorJsonDecoder}. */
  VECTOR_JSON("vector-json"),
  /** Whichever of the others it is, record by record; see {@link AutoDecoder}. */
  AUTO("auto");

  /** The series that a decoder remembers unless told otherwise. */
  public static final int DEFAULT_MAX_SERIES = 1 << 18;

  private final String optionName;

  Format(String optionName) {
    this.optionName = optionName;
  }

  /**
   * The format of that name in options.
   *
   * @throws IllegalArgumentException if there is none; the message lists all names
   */
  public static Format ofName(String optionName) {
    for (Format format : values()) {
      if (format.optionName.equals(optionName)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "format must be one of %s, was %s"
            .formatted(
                Arrays.stream(values()).map(Format::optionName).collect(Collectors.joining(", ")),
                optionName));
  }

  /** The format's name in options: {@code otlp-metrics}. */
  public String optionName() {
    return optionName;
  }

  /** A new decoder of this format that remembers {@value #DEFAULT_MAX_SERIES} series. */
  @Override
  public RecordDecoder newDecoder() {
    return newDecoder(DEFAULT_MAX_SERIES);
  }

  /**
   * A new decoder of this format.
   *
   * @param maxSeries how many series it remembers, at about 1 KiB of heap each once they were seen;
   *     the labels of others are decoded anew each time, several times as slowly
   */
  public RecordDecoder newDecoder(int maxSeries) {
    return switch (this) {
      case JSON_SAMPLE -> new JsonSampleDecoder(maxSeries);
      case JSON_LOG -> new JsonLogDecoder();
      case REMOTE_WRITE -> new RemoteWriteDecoder(maxSeries);
      case OTLP_METRICS -> new OtlpMetricsDecoder(maxSeries);
      case OTLP_LOGS -> new OtlpLogsDecoder();
      case TELEGRAF_JSON -> new TelegrafJsonDecoder(maxSeries);
      case VECTOR_JSON -> new VectorJsonDecoder(maxSeries);
      case AUTO -> new AutoDecoder(maxSeries);
    };
  }
}
