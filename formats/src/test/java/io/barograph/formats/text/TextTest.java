package io.barograph.formats.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  private static final long SEED = 20260102;

  @Test
  void readsTimesAsTheJdkDoes() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      long millis = random.nextLong(-62_167_219_200_000L, 253_402_300_800_000L);
      OffsetDateTime time =
          Instant.ofEpochMilli(millis)
              .atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1_080, 1_081)));
      if (time.getYear() >= 0 && time.getYear() <= 9999 && time.getSecond() > 0) {
        assertThat(parseTime(time.toString())).as("seed %d: %s", SEED, time).isEqualTo(millis);
      }
    }
  }

  @Test
  void writesTimesAsTheJdkDoes() {
    DateTimeFormatter jdk =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      long millis = random.nextLong(-70_000_000_000_000L, 260_000_000_000_000L);
      assertThat(Rfc3339.format(millis))
          .as("seed %d: %d", SEED, millis)
          .isEqualTo(jdk.format(Instant.ofEpochMilli(millis)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-02",
        "2026-01-02T03:04:05",
        "2026-01-02 03:04:05Z",
        "2026-13-02T03:04:05Z",
        "2026-00-02T03:04:05Z",
        "2026-04-31T03:04:05Z",
        "1900-02-29T03:04:05Z",
        "2026-01-02T24:00:00Z",
        "2026-01-02T03:60:00Z",
        "2026-01-02T23:59:60Z",
        "2026-01-02T03:04:05.Z",
        "2026-01-02T03:04:05.1234567890Z",
        "2026-01-02T03:04:05.123",
        "2026-01-02T03:04:05Z ",
        "2026-01-02T03:04:05+0100",
        "2026-01-02T03:04:05+24:00",
        "2026-01-02T03:04:05+1:000",
        "+026-01-02T03:04:05Z",
        "2026-01-02T03:04:0١Z",
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(parseTime(text)).isEqualTo(Rfc3339.INVALID);
  }

  @Test
  void readsNumbersAsTheJdkDoes() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      double value =
          switch (i % 3) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(-1_000_000, 1_000_000) / 1_000.0;
            default -> random.nextLong() * Math.pow(10, random.nextInt(-30, 30));
          };
      if (Double.isFinite(value)) {
        String text = Double.toString(value);
        assertThat(parse(text)).as("seed %d: %s", SEED, text).isEqualTo(value);
        assertThat(parse(DoubleText.format(value))).as("seed %d: %s", SEED, text).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1e5x",
        "1 ",
        " 1",
        "1f",
        "1d",
        "0x10",
        "1_000",
        "1.2.3",
        "nan",
        "+NaN",
        "-NaN",
        "inf",
        "Infinity",
        "In",
        "1e400",
        "-1e400",
        "١",
      })
  void refusesWhatIsNoNumber(String text) {
    byte[] bytes = text.getBytes(UTF_8);

    assertThat(DoubleText.parseBits(bytes, 0, bytes.length)).isEqualTo(DoubleText.INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "10, 10",
    "0.005, 0.005",
    "2.5, 2.5",
    "1e21, 1000000000000000000000",
    "1e-7, 0.0000001",
    "0.1, 0.1",
    "2e-3, 0.002",
    "2.2250738585072014e-308, 0",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf",
  })
  void writesNumbersAsPrometheusWritesBounds(double value, String text) {
    if (value == Double.MIN_NORMAL) {
      assertThat(DoubleText.format(value)).startsWith("0.000").endsWith("22250738585072014");
    } else {
      assertThat(DoubleText.format(value)).isEqualTo(text);
    }
  }

  @Test
  void refusesInvalidUtf8() {
    for (int[] invalid :
        new int[][] {
          {0x80},
          {0xC0, 0x80},
          {0xC3},
          {0xE0, 0x80, 0x80},
          {0xED, 0xA0, 0x80},
          {0xF5, 1, 1, 1},
          {0xFF}
        }) {
      byte[] bytes = new byte[invalid.length];
      for (int i = 0; i < invalid.length; i++) {
        bytes[i] = (byte) invalid[i];
      }
      assertThat(Utf8.decode(bytes, 0, bytes.length)).isNull();
    }
    byte[] valid = "a深😀".getBytes(UTF_8);
    assertThat(Utf8.decode(valid, 0, valid.length)).isEqualTo("a深😀");
  }

  private static long parseTime(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Rfc3339.parse(bytes, 0, bytes.length);
  }

  private static double parse(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Double.longBitsToDouble(DoubleText.parseBits(bytes, 0, bytes.length));
  }
}
