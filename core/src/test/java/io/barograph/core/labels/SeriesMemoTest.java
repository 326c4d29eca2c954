package io.barograph.core.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesMemoTest {
  private final List<String> found = new ArrayList<>();
  private final SeriesMemo<String> memo =
      new SeriesMemo<>(
          2,
          series -> {
            found.add(series.metricName());
            return series.metricName();
          });

  @Test
  void aSeriesIsFoundOnce() {
    assertThat(memo.of(Labels.of("__name__", "up"))).isEqualTo("up");
    assertThat(memo.of(Labels.of("__name__", "load"))).isEqualTo("load");
    assertThat(memo.of(Labels.of("__name__", "up"))).isEqualTo("up");

    assertThat(found).containsExactly("up", "load");
  }

  @Test
  void withOneMoreThanItKnowsAllAreFoundAnew() {
    for (String name : List.of("a", "b", "a", "c", "c", "b", "a")) {
      assertThat(memo.of(Labels.of("__name__", name))).isEqualTo(name);
    }
    assertThat(found).containsExactly("a", "b", "c", "b", "a");
  }
}
