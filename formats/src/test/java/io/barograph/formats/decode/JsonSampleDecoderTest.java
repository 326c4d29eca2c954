package io.barograph.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSampleDecoderTest {
  /** As Go writes the adapter's map: keys in ascending order. */
  private static final String ADAPTER =
      """
      {"labels":{"__name__":"up","instance":"db-1:9187","job":"postgres"},"name":"up",\
      "timestamp":"2026-01-02T03:04:05Z","value":"12.5"}""";

  private static final Labels SERIES =
      Labels.of("__name__", "up", "instance", "db-1:9187", "job", "postgres");

  private final JsonSampleDecoder decoder = new JsonSampleDecoder(Format.DEFAULT_MAX_SERIES);

  @Test
  void readsWhatTheAdapterWrites() throws Exception {
    assertThat(decode(ADAPTER)).isEqualTo(Sample.of(SERIES, 1_767_323_045_000L, 12.5));
  }

  @Test
  void aSeriesSeenBeforeIsTheSameInstance() throws Exception {
    Labels first = decode(ADAPTER).labels();
    Labels second = decode(ADAPTER.replace("12.5", "13")).labels();

    assertThat(second).isSameAs(first);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"1\"', 1",
    "1, 1",
    "-0.25, -0.25",
    "1e3, 1000",
    "1E-3, 0.001",
    "'\"NaN\"', NaN",
    "'\"+Inf\"', Infinity",
    "'\"Inf\"', Infinity",
    "'\"-Inf\"', -Infinity",
    "'\"+5\"', 5",
    "'\"1.7976931348623157e308\"', 1.7976931348623157e308",
    "'\"9007199254740993\"', 9007199254740992",
    "'\"0.1\"', 0.1",
    "'\"123456789012345678901234567890\"', 1.2345678901234568e29",
  })
  void readsValues(String written, Double expected) throws Exception {
    String record = ADAPTER.replace("\"12.5\"", written);

    assertThat(decode(record).value()).isEqualTo(expected);
    assertThat(decode(record).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"1970-01-01T00:00:00Z\"', 0",
    "'\"2026-01-02T03:04:05.678901Z\"', 1767323045678",
    "'\"2026-01-02T04:04:05+01:00\"', 1767323045000",
    "'\"2024-02-29t00:00:00z\"', 1709164800000",
    "'\"9999-12-31T23:59:59.999Z\"', 253402300799999",
    "0, 0",
    "1767323045678, 1767323045678",
  })
  void readsTimestamps(String written, long expected) throws Exception {
    String record = ADAPTER.replace("\"2026-01-02T03:04:05Z\"", written);

    assertThat(decode(record).timestamp()).isEqualTo(expected);
    assertThat(decode(record).timestamp()).isEqualTo(expected);
  }

  @Test
  void aStaleMarkerNeedsNoValue() throws Exception {
    String record = ADAPTER.replace("\"value\":\"12.5\"", "\"stale\":true");

    assertThat(decode(record)).isEqualTo(Sample.stale(SERIES, 1_767_323_045_000L));
    assertThat(decode(record).stale()).isTrue();
  }

  @Test
  void theNameMayBeLeftOutOfTheLabels() throws Exception {
    String record = "{\"timestamp\":1,\"value\":2,\"name\":\"%s\",\"labels\":{\"job\":\"x\"}}";

    assertThat(decode(record.formatted("a")).labels()).hasToString("a{job=\"x\"}");
    assertThat(decode(record.formatted("b")).labels()).hasToString("b{job=\"x\"}");
  }

  @Test
  void readsEscapesAndTextBeyondAscii() throws Exception {
    String record =
        """
        { "timestamp": 1, "value": 2, "name": "größe",\r
          "labels": { "a": "\\u003c\\"}{\\n", "depth深": "😀", "empty": "" } }""";
    Labels expected = Labels.of("__name__", "größe", "a", "<\"}{\n", "depth深", "😀");

    assertThat(decode(record).labels()).isEqualTo(expected);
    assertThat(decode(record).labels()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"12.5\" | \"twelve\" | value: must be a number in the range of a double, NaN, +Inf or -Inf, was \"twelve\"",
        "\"12.5\" | \"1e999\" | value: must be a number in the range of a double, NaN, +Inf or -Inf, was \"1e999\"",
        "\"12.5\" | \"0x1p3\" | value: must be a number in the range of a double, NaN, +Inf or -Inf, was \"0x1p3\"",
        "\"12.5\" | \"\" | value: must be a number in the range of a double, NaN, +Inf or -Inf, was \"\"",
        "\"12.5\" | null | value: must be a number, was \"null\"",
        "\"name\":\"up\" | \"name\":\"down\" | name: must agree with labels.__name__ \"up\", was \"down\"",
        "\"name\":\"up\" | \"name\":\"\" | name: must not be empty",
        "\"name\":\"up\", | '' | name: must be given",
        "\"postgres\" | 7 | labels.job: must be text, was \"7\"",
        "\"job\" | \"\" | labels: must have names that are not empty",
        "\"postgres\" | \"\\ud800\" | labels.job: must have no lone surrogates, was \"?\"",
        "\"2026-01-02T03:04:05Z\" | \"2026-02-29T00:00:00Z\" | timestamp: must be a time of RFC 3339 with its zone, or whole milliseconds since the epoch, was \"2026-02-29T00:00:00Z\"",
        "\"2026-01-02T03:04:05Z\" | \"2026-01-02T03:04:05\" | timestamp: must be a time of RFC 3339 with its zone, or whole milliseconds since the epoch, was \"2026-01-02T03:04:05\"",
        "\"2026-01-02T03:04:05Z\" | 1.5 | timestamp: must be a time of RFC 3339 with its zone, or whole milliseconds since the epoch, was \"1.5\"",
        "\"2026-01-02T03:04:05Z\" | -1 | timestamp: must lie between 1970-01-01T00:00:00Z and 9999-12-31T23:59:59Z, was \"-1\"",
        "\"name\" | \"nom\" | record: must have the fields timestamp, value, name, labels, stale only, was \"nom\"",
        "\"name\" | \"value\":1,\"name\" | record: must be valid JSON: Duplicate field 'value'",
      })
  void namesTheFieldAndItsValue(String part, String replacement, String message) {
    String record = ADAPTER.replace(part, replacement);

    assertThatThrownBy(() -> decode(record))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "null",
        "[]",
        "{}",
        "\"up\"",
        "{",
        "{\"name\":\"up\"} {}",
        "{\"name\":\"up\",}"
      })
  void whatIsNotOneSampleIsMalformed(String record) {
    assertThatThrownBy(() -> decode(record)).isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void severalObjectsAreMalformed() {
    assertThatThrownBy(() -> decode(ADAPTER + "\n" + ADAPTER))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("record: must end with its object");
    assertThatThrownBy(() -> decode("[" + ADAPTER + "]"))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("record: must be one JSON object");
  }

  @Test
  void invalidUtf8IsMalformedEvenBehindKnownLabels() throws Exception {
    decode(ADAPTER);
    byte[] record = ADAPTER.getBytes(UTF_8);
    record[ADAPTER.indexOf("postgres")] = (byte) 0xC0;

    assertThatThrownBy(() -> decoder.decode(record, new Recorded()))
        .hasMessage("record: must be valid UTF-8");
  }

  @Test
  void aLongValueDoesNotMakeALongMessage() {
    String record = ADAPTER.replace("12.5", "\\u0007x".repeat(10_000));

    assertThatThrownBy(() -> decode(record))
        .satisfies(
            malformed ->
                assertThat(malformed.getMessage())
                    .hasSizeLessThanOrEqualTo(MalformedRecordException.MAX_MESSAGE_LENGTH)
                    .contains("?x?x"));
  }

  private Sample decode(String record) throws MalformedRecordException {
    Recorded recorded = new Recorded();
    decoder.decode(record.getBytes(UTF_8), recorded);
    assertThat(recorded.samples).hasSize(1);
    return recorded.samples.get(0);
  }
}
