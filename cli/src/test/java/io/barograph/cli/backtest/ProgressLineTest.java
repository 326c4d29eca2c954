package io.barograph.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter err = new StringWriter();
  private long nanos;

  @Test
  void tellsOfALongRunEveryTwoSeconds() {
    ProgressLine line = new ProgressLine("samples", new PrintWriter(err), () -> nanos);
    line.take("progress read 1000");
    nanos = 3_000_000_000L;
    line.take("progress read 3000");
    line.take("progress read 4000");
    nanos = 6_000_000_000L;
    line.take("something else");
    line.take("progress replayed 2000 1767312000000 6000");
    nanos = 9_000_000_000L;
    line.take("progress replayed 4000 1767315600000 6000");
    nanos = 12_000_000_000L;
    line.take("progress replayed 5000 1767315600000 6000");
    line.take("progress replayed 1000 1767312000000 6000");
    nanos = 15_000_000_000L;
    line.take("progress replayed 3000 1767312000000 6000");
    line.end();
    assertThat(err.toString().lines())
        .containsExactly(
            "read 3,000 samples, 667 a second",
            "replayed 4,000 samples of 6,000, up to 2026-01-02T01:00:00Z, 3 s to go, 667 a second",
            "replayed 5,000 samples of 6,000, up to 2026-01-02T01:00:00Z, 3 s to go, 333 a second",
            "replayed 3,000 samples of 6,000, up to 2026-01-02T00:00:00Z, 5 s to go, 667 a second",
            "done after 15.0 s");
  }

  @Test
  void tellsHowMuchOfTheTimeOfATopicIsLeft() {
    ProgressLine line = new ProgressLine("samples", new PrintWriter(err), () -> nanos);
    line.take("progress topic 1000 1767312000000 1767312000000 1767319200000");
    nanos = 3_000_000_000L;
    line.take("progress topic 4000 1767315600000 1767312000000 1767319200000");
    assertThat(err.toString().strip())
        .isEqualTo("read 4,000 samples, up to 2026-01-02T01:00:00Z, 3 s to go, 1,000 a second");
  }

  @Test
  void isSilentOnAShortOne() {
    ProgressLine line = new ProgressLine("samples", new PrintWriter(err), () -> nanos);
    line.take("progress read 1000");
    line.end();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void saysWhatIsReadAndLeavesOtherLinesAlone() {
    ProgressLine line = new ProgressLine("lines", new PrintWriter(err), () -> nanos);
    assertThat(line.take("10 lines read, 0 of them left out")).isFalse();
    assertThat(line.take("progress read 1000")).isTrue();
    nanos = 3_000_000_000L;
    assertThat(line.take("progress read 4000")).isTrue();
    assertThat(err.toString().strip()).isEqualTo("read 4,000 lines, 1,000 a second");
  }
}
