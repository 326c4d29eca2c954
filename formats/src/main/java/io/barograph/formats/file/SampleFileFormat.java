package io.barograph.formats.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a file of samples is. */
public enum SampleFileFormat {
  /** One JSON object a line; see {@link JsonLinesReader}. */
  JSON_LINES("json-lines", ".jsonl .ndjson .json"),
  /** A table with a header; see {@link CsvReader}. */
  CSV("csv", ".csv"),
  /** OpenMetrics text with timestamps; see {@link OpenMetricsReader}. */
  OPENMETRICS("openmetrics", ".om .openmetrics"),
  /** Captured remote write requests; see {@link RemoteWriteCaptureReader}. */
  REMOTE_WRITE("remote-write", ".rw");

  /** The ending of a file that is packed, behind that of its format. */
  public static final String PACKED = ".gz";

  private final String optionName;
  private final String endings;

  SampleFileFormat(String optionName, String endings) {
    this.optionName = optionName;
    this.endings = endings;
  }

  /**
   * The format of that name in options.
   *
   * @throws IllegalArgumentException if there is none; the message lists all names
   */
  public static SampleFileFormat ofName(String optionName) {
    for (SampleFileFormat format : values()) {
      if (format.optionName.equals(optionName)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "format must be one of %s, was %s"
            .formatted(
                Arrays.stream(values())
                    .map(SampleFileFormat::optionName)
                    .collect(Collectors.joining(", ")),
                optionName));
  }

  /** The format that the ending of a file's name tells, with or without {@value #PACKED}. */
  public static Optional<SampleFileFormat> ofFileName(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    String plain =
        lower.endsWith(PACKED) ? lower.substring(0, lower.length() - PACKED.length()) : lower;
    return Arrays.stream(values())
        .filter(format -> Arrays.stream(format.endings.split(" ")).anyMatch(plain::endsWith))
        .findFirst();
  }

  /** All endings with the names of their formats: {@code .csv (csv)}. */
  public static String endingsInWords() {
    return Arrays.stream(values())
        .map(format -> "%s (%s)".formatted(format.endings, format.optionName))
        .collect(Collectors.joining(", "));
  }

  /** The format's name in options: {@code json-lines}. */
  public String optionName() {
    return optionName;
  }

  /** True if each line stands for itself; but for the header of a table, the first line. */
  public boolean isOfLines() {
    return this != REMOTE_WRITE;
  }

  /** A new reader of one file of this format. */
  public SampleFileReader newReader() {
    return switch (this) {
      case JSON_LINES -> new JsonLinesReader();
      case CSV -> new CsvReader();
      case OPENMETRICS -> new OpenMetricsReader();
      case REMOTE_WRITE -> new RemoteWriteCaptureReader();
    };
  }
}
