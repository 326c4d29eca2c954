package io.barograph.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.log.LogRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLogDecoderTest {
  private static final String LINE =
      """
      {"timestamp":"2026-01-02T03:04:05.678Z","level":"warning","service":"orders","user_id":"u-7",\
      "request_id":12,"message":"no route","metadata":{"venue":"XETR","attempt":3,"ok":false,\
      "legs":[{"id":1},2],"none":null}}""";

  private final JsonLogDecoder decoder = new JsonLogDecoder();

  @Test
  void readsALine() throws Exception {
    assertThat(decode(LINE))
        .isEqualTo(
            new LogRecord(
                1_767_323_045_678L,
                "WARN",
                "orders",
                "u-7",
                "12",
                "no route",
                Map.of("venue", "XETR", "attempt", "3", "ok", "false", "legs", "[{\"id\":1},2]")));
  }

  @Test
  void needsNoIdentifiersAndNoMetadata() throws Exception {
    String line =
        "{\"timestamp\":0,\"level\":\"INFO\",\"service\":\"a\",\"message\":\"\",\"metadata\":null}";

    assertThat(decode(line)).isEqualTo(new LogRecord(0, "INFO", "a", "", "", "", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "trace, TRACE",
    "Fine, DEBUG",
    "NOTICE, INFO",
    "WARNING, WARN",
    "err, ERROR",
    "SEVERE, ERROR",
    "CRITICAL, FATAL",
    "emerg, FATAL",
  })
  void knowsEachLevelByItsNames(String written, String level) throws Exception {
    assertThat(decode(LINE.replace("\"warning\"", '"' + written + '"')).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"warning\" | \"loud\" | level: must be TRACE, DEBUG, INFO, WARN, ERROR, FATAL or a usual synonym of one, was \"loud\"",
        "\"orders\" | \"\" | service: must not be empty",
        "\"orders\" | 1 | service: must be text, was \"1\"",
        "\"message\":\"no route\", | '' | message: must be given",
        "\"user_id\" | \"uid\" | record: must have the fields timestamp, level, service, user_id, request_id, message, metadata only, was \"uid\"",
        "\"attempt\" | \"venue\" | record: must be valid JSON: Duplicate field 'venue'",
        "12 | 1.5 | request_id: must be text, was \"1.5\"",
      })
  void namesTheFieldAndItsValue(String part, String replacement, String message) {
    assertThatThrownBy(() -> decode(LINE.replace(part, replacement)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage(message);
  }

  @Test
  void boundsTheNumberOfMetadata() {
    StringBuilder entries = new StringBuilder("\"e\":0");
    for (int i = 0; i < JsonLogDecoder.MAX_METADATA; i++) {
      entries.append(",\"e").append(i).append("\":0");
    }
    String line = LINE.replaceAll("\\{\"venue.*\\}", '{' + entries.toString() + "}}");

    assertThatThrownBy(() -> decode(line)).hasMessage("metadata: must have at most 256 entries");
  }

  private LogRecord decode(String line) throws MalformedRecordException {
    Recorded recorded = new Recorded();
    decoder.decode(line.getBytes(UTF_8), recorded);
    assertThat(recorded.logs).hasSize(1);
    return recorded.logs.get(0);
  }
}
