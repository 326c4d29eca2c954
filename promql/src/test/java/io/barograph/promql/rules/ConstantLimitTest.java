package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Parser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantLimitTest {
  @ParameterizedTest
  @CsvSource({
    "load > 4, >, 4",
    "(load) >= (4), >=, 4",
    "4 < load, >, 4",
    "1 - 0.05 >= load, <=, 0.95",
    "age > 2 * 24 * 3600, >, 172800",
    "temperature < -5, <, -5",
    "age > 2 ^ 3 / 4 + 1, >, 3"
  })
  void isFoundHoweverItIsWritten(String text, String operator, double limit) throws Exception {
    ConstantLimit found = of(text).orElseThrow();

    assertThat(found.operator()).isEqualTo(operator);
    assertThat(found.limit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load",
        "load == 4",
        "load != 4",
        "load > bool 4",
        "load > on () other",
        "rate(x[5m]) > 4",
        "sum(load) > 4",
        "load offset 5m > 4",
        "load @ 100 > 4",
        "load > 4 and load < 8",
        "load > 1 / 0",
        "load > time()"
      })
  void anythingElseIsNone(String text) throws Exception {
    assertThat(of(text)).isEmpty();
  }

  @Test
  void saysWhatMeetsItAndWhichSeriesItIsAbout() throws Exception {
    ConstantLimit above = of("load{job=\"a\"} > 4").orElseThrow();
    assertThat(above.isMetBy(4)).isFalse();
    assertThat(above.isMetBy(4.1)).isTrue();
    assertThat(of("load >= 4").orElseThrow().isMetBy(4)).isTrue();
    assertThat(of("load < 4").orElseThrow().isMetBy(3)).isTrue();
    assertThat(above.isMetBy(Double.NaN)).isFalse();
    assertThat(above.covers(Labels.of(Labels.METRIC_NAME, "load", "job", "a"))).isTrue();
    assertThat(above.covers(Labels.of(Labels.METRIC_NAME, "load", "job", "b"))).isFalse();
  }

  private static Optional<ConstantLimit> of(String text) throws Exception {
    return ConstantLimit.of(Parser.parse(text.getBytes(StandardCharsets.UTF_8)));
  }
}
