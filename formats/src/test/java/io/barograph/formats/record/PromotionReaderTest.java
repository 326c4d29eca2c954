package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.Statement;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.formats.command.PromotionJson;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionReaderTest {
  private static final String VALID =
      "{\"model\":\"disks\",\"version\":3,\"time\":9000,\"from\":\"1970-01-01T00:00:10Z\","
          + "\"promoted\":4000,\"author\":\"ann\",\"text\":\"format=x\\n\"}";

  private static Statement read(String json) throws MalformedRecordException {
    return new PromotionReader().read(JsonRecordFields.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsWhatIsWritten() throws MalformedRecordException {
    String text = "format=barograph\nauthor=\"\u00e9\"\n" + "weights=1 2\n".repeat(10_000);
    ModelPromotion promotion = new ModelPromotion("", "disks", 3, 9_000, 10_000, 4_000, text);
    byte[] json = PromotionJson.encode(promotion, "ann", "better");

    assertThat(new PromotionReader().read(JsonRecordFields.of(json)))
        .isEqualTo(new Statement("ann", "better", promotion));
    assertThat(PromotionJson.encode(promotion, "ann", "better")).isEqualTo(json);
    assertThatNoException()
        .as("%d bytes", json.length)
        .isThrownBy(() -> BusinessFormat.MODELS.newDecoder().decode(json, null, new Ignored()));
  }

  @Test
  void readsEveryFormOfATime() throws MalformedRecordException {
    assertThat(read(VALID))
        .isEqualTo(
            new Statement(
                "ann", "", new ModelPromotion("", "disks", 3, 9_000, 10_000, 4_000, "format=x\n")));
    assertThat(read(VALID.replace("\"time\":9000", "\"time_epoch\":9.5")).time()).isEqualTo(9_500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"model\":\"disks\", | | model: must be given",
        "\"version\":3, | | version: must be given",
        "\"version\":3 | \"version\":0 | version: must be a version, 1 or more, was \"0\"",
        "\"version\":3 | \"version\":2.5 | version: must be a whole number",
        "\"version\":3 | \"version\":3000000000 | version: must be a version, 1 or more",
        "\"promoted\":4000, | | promoted: must be given",
        "\"promoted\":4000 | \"promoted\":\"noon\" | promoted: must be a time of RFC 3339",
        "\"author\":\"ann\", | | author: must be given",
        "00:10Z | 00:61Z | from: must be a time of RFC 3339",
        "format=x | version=1 | text: must be the file of the version, which begins with format=",
      })
  void saysWhatIsWrong(String part, String instead, String sentence) {
    String json = VALID.replace(part, instead == null ? "" : instead);

    assertThat(json).isNotEqualTo(VALID);
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aTextIsBounded() {
    assertThatThrownBy(() -> read(VALID.replace("=x", "=" + "x".repeat(1 << 17))))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("text: must be at most 131072 bytes, was 131080");
  }

  private static final class Ignored implements DecodedRecords {
    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {}

    @Override
    public void log(LogRecord log) {}

    @Override
    public void business(BusinessRecord record) {}

    @Override
    public void refused(String field, String reason) {}
  }
}
