package io.barograph.formats.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import org.junit.jupiter.api.Test;

class DeadLetterJsonTest {
  @Test
  void writesTheBytesInBase64() {
    DeadLetter letter =
        new DeadLetter(
            DeadLetterReason.TOO_FAR_AHEAD,
            "timestamp: was \"x\"",
            "samples",
            3,
            42,
            1_767_323_045_678L,
            "{\"a\":1}".getBytes(UTF_8));

    assertThat(DeadLetterJson.of(letter))
        .isEqualTo(
            """
            {"reason":"too-far-ahead","detail":"timestamp: was \\"x\\"","topic":"samples",\
            "partition":3,"offset":42,"recordTimestamp":"2026-01-02T03:04:05.678Z","size":7,\
            "truncated":false,"bytes":"eyJhIjoxfQ=="}""");
  }

  @Test
  void leavesOutATimeThatTheRecordDoesNotHave() {
    DeadLetter letter =
        new DeadLetter(DeadLetterReason.MALFORMED, "a", "samples", 0, 0, -1, new byte[0]);

    assertThat(DeadLetterJson.of(letter)).doesNotContain("recordTimestamp").endsWith("\"\"}");
  }

  @Test
  void cutsBytesThatWouldNotFitIntoARecord() {
    byte[] bytes = new byte[DeadLetterJson.MAX_BYTES + 1];
    String json =
        DeadLetterJson.of(
            new DeadLetter(DeadLetterReason.TOO_LARGE, "a", "samples", 0, 0, 0, bytes));

    assertThat(json).contains("\"size\":524289,\"truncated\":true").hasSizeLessThan(1_000_000);
  }
}
