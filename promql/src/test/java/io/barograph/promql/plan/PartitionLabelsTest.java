package io.barograph.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.parse.Parser;
import io.barograph.promql.plan.PartitionLabels.Routing;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionLabelsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sum by (host) (label_replace(x, 'host', '$1', 'instance', '(.*):.*')) | host",
        "sum by (host) (label_replace(rate(x[5m]) > 1, 'host', '$1', 'instance', '(.*):.*')) | host",
        "sum by (host) (label_replace(x, 'host', '$1', 'host', '(.*):.*')) | host",
        "sum by (host) (label_replace(x, 'host', '$1', 'a', '(.*)')) / sum by (host) (y) | host",
        "sum by (b) (label_join((label_replace(x, 'a', '$1', 'c', '(.*)')), 'b', '/', 'a', 'd')) | b",
        "count by (b) (label_replace(x, 'a', '$1', 'c', '(.*)')) | b",
        // Written on what several series gave, or on what is one of several.
        "sum by (host) (label_replace(sum by (a) (x), 'host', '$1', 'a', '(.*)')) | ``",
        "sum by (host) (label_replace(x * on (a) y, 'host', '$1', 'a', '(.*)')) | ``",
        // Whether the name is still there is not known.
        "sum by (host) (label_replace(x * 2, 'host', '$1', '__name__', '(.*)')) | ``",
        "sum by (b) (label_join(label_replace(x, 'a', '', '__name__', 'y'), 'b', '/', 'a')) | ``",
        // Written again, further up.
        "sum by (host) (label_replace(-sum by (a, host) (label_replace(x, 'host', '', 'a', '')),"
            + " 'host', 'h', 'a', 'b')) | ``",
      })
  void aLabelThatIsWrittenStraightOnALeafSplits(String expr, String key) throws Exception {
    assertThat(PartitionLabels.of(Parser.parse(expr), Routing.LEAF_LABELS).key())
        .isEqualTo(LabelNames.only(key.isEmpty() ? List.of() : List.of(key)));
  }
}
