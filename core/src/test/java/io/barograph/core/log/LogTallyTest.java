package io.barograph.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.sample.Sample;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTallyTest {
  private final LogTally tally = new LogTally("gateway");

  @ParameterizedTest
  @CsvSource({
    "10000, -9223372036854775808, 10000",
    "10001, -9223372036854775808, 15000",
    "-1, -9223372036854775808, 0",
    "10001, 14999, 15000",
    "10001, 15000, 20000",
    "10001, 31000, 35000",
  })
  void aLineCountsIntoTheFirstTickThatMaySeeIt(long timestamp, long behind, long tick) {
    assertThat(LogTally.tickOf(timestamp, behind, 5_000)).isEqualTo(tick);
  }

  @Test
  void givesCountersRatioAndAge() {
    tally.add("INFO", 10_000, 3, 9_000);
    tally.add("ERROR", 10_000, 1, 8_000);
    tally.add("INFO", 15_000, 5, 14_500);

    assertThat(texts(tally.close(10_000)))
        .containsExactly(
            "barograph_log_lines_total{job=\"logs\", level=\"ERROR\", service=\"gateway\"} 1.0",
            "barograph_log_lines_total{job=\"logs\", level=\"INFO\", service=\"gateway\"} 3.0",
            "barograph_log_error_ratio{job=\"logs\", service=\"gateway\"} 0.25",
            "barograph_log_last_seen_age_seconds{job=\"logs\", service=\"gateway\"} 0.0");
    assertThat(texts(tally.close(15_000)))
        .contains(
            "barograph_log_lines_total{job=\"logs\", level=\"INFO\", service=\"gateway\"} 8.0");
  }

  @Test
  void theRatioLooksBackAMinute() {
    tally.add("FATAL", 10_000, 2, 10_000);
    tally.add("INFO", 65_000, 2, 65_000);
    tally.close(10_000);

    assertThat(texts(tally.close(65_000)))
        .anyMatch(text -> text.contains("ratio") && text.endsWith(" 0.5"));
    assertThat(texts(tally.close(70_000)))
        .anyMatch(text -> text.contains("ratio") && text.endsWith(" 0.0"));
    assertThat(texts(tally.close(125_000))).noneMatch(text -> text.contains("ratio"));
  }

  @Test
  void theAgeGrowsInSilenceAndThenEverySeriesEnds() {
    tally.add("INFO", 5_000, 1, 4_000);
    tally.close(5_000);

    assertThat(texts(tally.close(64_000))).anyMatch(text -> text.endsWith("gateway\"} 60.0"));
    assertThat(tally.isSilent(3_604_000 - 1)).isFalse();
    assertThat(tally.isSilent(3_604_000)).isTrue();
    assertThat(tally.close(3_605_000)).hasSize(3).allMatch(Sample::stale);
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    LogTally other = new LogTally("gateway");
    tally.add("INFO", 10_000, 1, 9_000);
    tally.add("ERROR", 5_000, 1, 4_000);
    other.add("ERROR", 5_000, 1, 4_000);
    other.add("INFO", 10_000, 1, 9_000);

    assertThat(tally.close(5_000)).isEqualTo(other.close(5_000));
    assertThat(tally.close(10_000)).isEqualTo(other.close(10_000));
  }

  private static List<String> texts(List<Sample> samples) {
    return samples.stream()
        .map(sample -> sample.labels() + " " + sample.value())
        .collect(Collectors.toList());
  }
}
