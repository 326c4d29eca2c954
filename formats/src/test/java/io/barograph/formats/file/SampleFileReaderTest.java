package io.barograph.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.RemoteWriteEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SampleFileReaderTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void readsJsonLinesAndGoesOnAfterABadOne() throws IOException {
    read(
        SampleFileFormat.JSON_LINES,
        """
        {"timestamp":"2026-01-02T03:04:05Z","value":"1.5","name":"up","labels":{"job":"x"}}

        {"timestamp":"2026-01-02T03:04:05Z","value":"much","name":"up","labels":{}}
        {"timestamp":1767323046000,"name":"up","labels":{"job":"x"},"stale":true}\
        """);
    assertThat(told)
        .containsExactly(
            "up{job=\"x\"} 1767323045000 1.5",
            "3 malformed value: must be a number in the range of a double, NaN, +Inf or -Inf, was \"much\"",
            "up{job=\"x\"} 1767323046000 stale");
  }

  @Test
  void refusesLogRecordsAmongJsonLines() throws IOException {
    read(
        SampleFileFormat.JSON_LINES,
        """
        {"timestamp":"2026-01-02T03:04:05Z","level":"ERROR","service":"s","message":"m"}
        """);
    assertThat(told).singleElement().asString().startsWith("1 ");
  }

  @Test
  void readsATableWithQuotesAndColumnsInAnyOrder() throws IOException {
    read(
        SampleFileFormat.CSV,
        """
        name,job,timestamp,value
        up,"a, ""b""\",1767323045000,1
        up,,2026-01-02T03:04:06Z,stale
        """);
    assertThat(told)
        .containsExactly("up{job=\"a, \\\"b\\\"\"} 1767323045000 1.0", "up{} 1767323046000 stale");
  }

  @Test
  void saysWhatIsWrongWithRowsOfATable() throws IOException {
    read(
        SampleFileFormat.CSV,
        """
        timestamp,name,value
        now,up,1
        1,up
        1,,1
        1,up,"1
        1,up,x
        2,up,1
        """);
    assertThat(told)
        .containsExactly(
            "2 malformed timestamp: must be a time such as 2026-01-02T03:04:05Z, or milliseconds, was \"now\"",
            "3 malformed line: must have 3 fields, as the header has, was \"2\"",
            "4 malformed name: must not be empty, was \"\"",
            "5 malformed line: must close each quote it opens, was \"1,up,\"1\"",
            "6 malformed value: must be a number, NaN, +Inf or -Inf, was \"x\"",
            "up{} 2 1.0");
  }

  @Test
  void refusesEveryRowOfATableWithoutAUsableHeader() throws IOException {
    read(SampleFileFormat.CSV, "time,name,value\n1,up,1\n2,up,1\n");
    assertThat(told).hasSize(3).allMatch(line -> line.contains("malformed"));
    assertThat(told.get(0)).contains("must have the columns timestamp, name and value");
  }

  @Test
  void readsOpenMetricsWithTimestamps() throws IOException {
    read(
        SampleFileFormat.OPENMETRICS,
        """
        # TYPE requests counter
        requests_total{code="200",path="a}\\"\\n\\\\"} 1027 1767323045.25
        up 1 1767323045 # {trace_id="x"} 0.5
        up{job="x"} NaN 1767323046
        up 1
        up{job=x} 1 2
        # EOF
        """);
    assertThat(told)
        .containsExactly(
            "requests_total{code=\"200\", path=\"a}\\\"\\n\\\\\"} 1767323045250 1027.0",
            "up{} 1767323045000 1.0",
            "up{job=\"x\"} 1767323046000 NaN",
            "5 malformed timestamp: must stand behind the value, in seconds, was \"up 1\"",
            "6 malformed labels: must be name=\"value\" pairs, was \"up{job=x}\"");
  }

  @Test
  void readsCapturedRemoteWriteAndStopsWhereALengthCannotBeTrue() throws IOException {
    byte[] request =
        RemoteWriteEncoder.encode(
            List.of(new Sample(Labels.of("__name__", "up", "job", "x"), 1000, 2, false)));
    ByteArrayOutputStream capture = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(capture);
    out.writeInt(request.length);
    out.write(request);
    out.writeInt(3);
    out.write(new byte[] {1, 2, 3});
    out.writeInt(-1);
    read(SampleFileFormat.REMOTE_WRITE, capture.toByteArray());
    assertThat(told).hasSize(3);
    assertThat(told.get(0)).isEqualTo("up{job=\"x\"} 1000 2.0");
    assertThat(told.get(1)).startsWith("2 malformed");
    assertThat(told.get(2)).contains("3 malformed length: must be 0 to");
  }

  @Test
  void passesByALineThatIsTooLongAndCountsOn() throws IOException {
    String good = "{\"timestamp\":1000,\"value\":1,\"name\":\"up\",\"labels\":{}}\n";
    read(SampleFileFormat.JSON_LINES, good + "x".repeat(3 << 20) + "\n" + good.repeat(5_000));
    assertThat(told).hasSize(5_002);
    assertThat(told.get(1)).startsWith("2 too-large line: must be at most");
    assertThat(told.get(5_001)).isEqualTo(told.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "a.jsonl,JSON_LINES",
    "a.JSON.GZ,JSON_LINES",
    "dir/a.csv.gz,CSV",
    "a.om,OPENMETRICS",
    "a.rw,REMOTE_WRITE"
  })
  void tellsTheFormatByTheEnding(String name, SampleFileFormat format) {
    assertThat(SampleFileFormat.ofFileName(name)).contains(format);
    assertThat(SampleFileFormat.ofName(format.optionName())).isEqualTo(format);
  }

  @Test
  void knowsNoOtherEndingAndNoOtherName() {
    assertThat(SampleFileFormat.ofFileName("a.parquet")).isEmpty();
    assertThatThrownBy(() -> SampleFileFormat.ofName("parquet"))
        .hasMessage(
            "format must be one of json-lines, csv, openmetrics, remote-write, was parquet");
  }

  /*
   * A series that was seen before takes a shorter way through the readers, which must not make a
   * difference: so each line is also read by a reader of its own.
   */
  @ParameterizedTest
  @EnumSource(
      value = SampleFileFormat.class,
      names = {"CSV", "OPENMETRICS", "JSON_LINES"})
  void readsALineOfAKnownSeriesAsItReadsTheFirst(SampleFileFormat format) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String head = format == SampleFileFormat.CSV ? "job,value,name,timestamp\n" : "";
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add(mangled(line(format, random), random));
    }
    List<String> apart = new ArrayList<>();
    for (String line : lines) {
      read(format, head + line + "\n");
      told.forEach(one -> apart.add(withoutPlace(one)));
      told.clear();
    }
    read(format, head + String.join("\n", lines) + "\n");
    assertThat(told.stream().map(SampleFileReaderTest::withoutPlace))
        .as("seed %s", seed)
        .containsExactlyElementsOf(apart);
    assertThat(told).as("seed %s", seed).hasSizeGreaterThan(2_000);
  }

  private static String withoutPlace(String refusal) {
    return refusal.replaceFirst("^[0-9]+ (?=malformed|ambiguous|refused|too)", "");
  }

  private static String line(SampleFileFormat format, Random random) {
    String job = List.of("a", "b,c", "\u00e4\u20ac", "d\\\"}", "").get(random.nextInt(5));
    String escaped = job.replace("\\", "\\\\").replace("\"", "\\\"");
    String value = List.of("1", "-2.5e3", "NaN", "+Inf", "", "stale", "0x1").get(random.nextInt(7));
    long seconds = random.nextInt(2_000_000_000);
    return switch (format) {
      case CSV ->
          "%s,%s,up,%s"
              .formatted(
                  job.matches("[^,\"]*") ? job : '"' + job.replace("\"", "\"\"") + '"',
                  value,
                  random.nextBoolean()
                      ? Long.toString(1_000 * seconds)
                      : Instant.ofEpochSecond(seconds).toString());
      case OPENMETRICS ->
          "up%s %s %d.%d"
              .formatted(
                  job.isEmpty() ? "" : "{job=\"" + escaped + "\"}",
                  value,
                  seconds,
                  random.nextInt(1_000));
      default ->
          "{\"timestamp\":%d,\"value\":\"%s\",\"name\":\"up\",\"labels\":{\"job\":\"%s\"}}"
              .formatted(1_000 * seconds, value, escaped);
    };
  }

  /** The line, or one like it with a byte more, fewer or other. */
  private static String mangled(String line, Random random) {
    if (random.nextInt(5) > 0) {
      return line;
    }
    int at = random.nextInt(line.length());
    String other =
        List.of("", " ", ",", "\"", "}", "#", "\\", "x", "\uFEFF").get(random.nextInt(9));
    return line.substring(0, at) + other + line.substring(at + random.nextInt(2));
  }

  @ParameterizedTest
  @CsvSource({"CSV,3", "JSON_LINES,3", "OPENMETRICS,3", "REMOTE_WRITE,0"})
  void countsItsPlaces(SampleFileFormat format, long places) throws IOException {
    String text = format == SampleFileFormat.REMOTE_WRITE ? "" : "a\n\nb";
    assertThat(
            format
                .newReader()
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new Told()))
        .isEqualTo(places);
  }

  private void read(SampleFileFormat format, String text) throws IOException {
    read(format, text.getBytes(StandardCharsets.UTF_8));
  }

  private void read(SampleFileFormat format, byte[] bytes) throws IOException {
    long unused = format.newReader().read(new ByteArrayInputStream(bytes), new Told());
  }

  private final class Told implements SampleFileRecords {
    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      told.add("%s %d %s".formatted(labels, timestamp, stale ? "stale" : value));
    }

    @Override
    public void refused(long place, DeadLetterReason reason, String detail) {
      told.add("%d %s %s".formatted(place, reason.wireName(), detail));
    }
  }
}
