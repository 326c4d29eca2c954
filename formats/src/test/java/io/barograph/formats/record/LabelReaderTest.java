package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.Statement;
import io.barograph.core.labels.Labels;
import io.barograph.formats.command.LabelJson;
import io.barograph.formats.decode.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelReaderTest {
  private static final String VALID =
      "{\"id\":\"l\",\"time\":9000,\"author\":\"ann\",\"series\":{\"__name__\":\"load\",\"job\":\"n\"},"
          + "\"from\":1000,\"to\":\"1970-01-01T00:00:09Z\",\"anomaly\":true}";

  private static Statement read(String json) throws MalformedRecordException {
    return new LabelReader().read(JsonRecordFields.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsWhatIsWritten() throws MalformedRecordException {
    Labels series = Labels.of(Labels.METRIC_NAME, "load", "path", "a\"b");
    for (boolean isAnomaly : new boolean[] {true, false}) {
      SeriesLabel label = new SeriesLabel(series, 9_000, "l-1", 1_000, 9_000, isAnomaly);
      byte[] json = LabelJson.encode(label, "ann", "why");

      assertThat(new LabelReader().read(JsonRecordFields.of(json)))
          .isEqualTo(new Statement("ann", "why", label));
      assertThat(LabelJson.encode(label, "ann", "why")).isEqualTo(json);
    }
  }

  @Test
  void readsEveryFormOfATime() throws MalformedRecordException {
    assertThat(read(VALID))
        .isEqualTo(
            new Statement(
                "ann",
                "",
                new SeriesLabel(
                    Labels.of(Labels.METRIC_NAME, "load", "job", "n"),
                    9_000,
                    "l",
                    1_000,
                    9_000,
                    true)));
    assertThat(read(VALID.replace("\"time\":9000", "\"time_epoch\":9.5")).time()).isEqualTo(9_500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"id\":\"l\", | | id: must be given",
        "\"author\":\"ann\", | | author: must be given",
        ",\"anomaly\":true | | anomaly: must be given",
        "\"anomaly\":true | \"anomaly\":\"maybe\" | anomaly: must be true or false, was \"maybe\"",
        "\"from\":1000 | \"from\":9001 | to: must not be before from, was \"1970-01-01T00:00:09Z\"",
        "00:09Z | 00:10Z | to: must not be after time, since nobody knows what comes, was",
        "\"from\":1000 | \"from\":\"noon\" | from: must be a time of RFC 3339",
        "{\"__name__\":\"load\",\"job\":\"n\"} | \"load\" | series: is no JSON",
        "{\"__name__\":\"load\",\"job\":\"n\"} | [] | series: must be an object of all its labels",
        "\"series\":{\"__name__\":\"load\",\"job\":\"n\"}, | | series: must be an object of all",
        "\"job\":\"n\" | \"job\":7 | series.job: must be text",
        "\"job\":\"n\" | \"__name__\":\"n\" | Duplicate field",
        "\"__name__\":\"load\", | | series.__name__: must be given"
      })
  void saysWhatIsWrong(String part, String instead, String sentence) {
    String json = VALID.replace(part, instead == null ? "" : instead);

    assertThat(json).isNotEqualTo(VALID);
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aSeriesHasABoundedNumberOfLabels() {
    StringBuilder labels = new StringBuilder("\"job\":\"n\"");
    for (int i = 0; i < 512; i++) {
      labels.append(",\"l").append(i).append("\":\"\"");
    }

    assertThatThrownBy(() -> read(VALID.replace("\"job\":\"n\"", labels)))
        .hasMessage("series: must have at most 512 labels");
  }
}
