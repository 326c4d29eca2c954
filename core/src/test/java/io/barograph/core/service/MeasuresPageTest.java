package io.barograph.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MeasuresPageTest {
  /** A table row begins with the name; its last column says when there is no sample. */
  @Test
  void thePageOfMeasuresNamesEverySample() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "measures.md"));
    List<String> told =
        Pattern.compile(
                "^\\| `(barograph_(?:api|symbol|users|feature|funnel)_[a-z0-9_]+)",
                Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(told)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    Arrays.stream(RequestMetric.values()).map(RequestMetric::metricName),
                    Arrays.stream(SymbolMetric.values()).map(SymbolMetric::metricName),
                    Arrays.stream(UserMetric.values()).map(UserMetric::metricName))
                .flatMap(names -> names)
                .distinct()
                .toList());
  }
}
