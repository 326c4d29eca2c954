package io.barograph.formats.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EncodersTest {
  private static final long SEED = 11;

  @Test
  void samplesReadBackAsTheyWereWritten() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 5_000; i++) {
      Sample sample = sample(random);

      assertThat(decode(Format.JSON_SAMPLE, SampleJson.encode(sample)))
          .as("seed %d", SEED)
          .containsExactly(sample);
      assertThat(decode(Format.REMOTE_WRITE, RemoteWriteEncoder.encode(List.of(sample))))
          .as("seed %d", SEED)
          .containsExactly(sample);
    }
  }

  @Test
  void logRecordsReadBackAsTheyWereWritten() throws Exception {
    List<LogRecord> logs =
        List.of(
            new LogRecord(0, "INFO", "a", "", "", "", Map.of()),
            new LogRecord(
                1_767_323_045_678L,
                "FATAL",
                "ö",
                "u",
                "r",
                "\u0000\n\"😀",
                Map.of("", "b", "a", "")));
    for (LogRecord log : logs) {
      assertThat(decode(Format.JSON_LOG, LogJson.encode(log))).containsExactly(log);
    }
  }

  @Test
  void otlpReadsBackAsItWasWritten() throws Exception {
    Labels labels = Labels.of("__name__", "up", "job", "api", "instance", "a:80", "path", "/ö");
    List<Sample> samples =
        List.of(
            Sample.of(labels, 1, 0.5),
            Sample.of(labels, 2, Double.NEGATIVE_INFINITY),
            Sample.stale(labels, 3),
            Sample.of(Labels.of("__name__", "down"), 4, -0.0));
    assertThat(decode(Format.OTLP_METRICS, OtlpMetricsEncoder.encode(samples))).isEqualTo(samples);

    LogRecord log =
        new LogRecord(5, "WARN", "orders", "u-7", "r-1", "größer", Map.of("venue", "XETR"));
    assertThat(decode(Format.OTLP_LOGS, OtlpLogsEncoder.encode(List.of(log))))
        .containsExactly(
            new LogRecord(
                5,
                "WARN",
                "orders",
                "u-7",
                "r-1",
                "größer",
                Map.of("venue", "XETR", "user.id", "u-7", "request.id", "r-1")));
  }

  private static Sample sample(SplittableRandom random) {
    Labels.Builder labels = Labels.builder().add("__name__", text(random, 1));
    for (int i = random.nextInt(6); i > 0; i--) {
      labels.add(text(random, 1) + i, text(random, 0));
    }
    long timestamp = random.nextLong(253_402_300_800_000L);
    double value = Double.longBitsToDouble(random.nextLong());
    return random.nextInt(10) == 0
        ? Sample.stale(labels.build(), timestamp)
        : Sample.of(labels.build(), timestamp, Double.isNaN(value) ? Double.NaN : value);
  }

  private static String text(SplittableRandom random, int minLength) {
    String letters = "abc_\"\\\n\u0001<{}[]:é深\uFFEE";
    StringBuilder text = new StringBuilder();
    for (int i = minLength + random.nextInt(8); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return random.nextInt(20) == 0 ? text.append("😀").toString() : text.toString();
  }

  private static List<Object> decode(Format format, byte[] record) throws Exception {
    List<Object> records = new ArrayList<>();
    format
        .newDecoder()
        .decode(
            record,
            new DecodedRecords() {
              @Override
              public void sample(Labels labels, long timestamp, double value, boolean stale) {
                records.add(new Sample(labels, timestamp, value, stale));
              }

              @Override
              public void log(LogRecord log) {
                records.add(log);
              }

              @Override
              public void refused(String field, String reason) {
                records.add(field + ": " + reason);
              }
            });
    return records;
  }
}
