package io.barograph.promql.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Lookup;
import io.barograph.promql.eval.SeriesSelector;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedNodeTest {
  private static final long INTERVAL = 15_000;
  private static final long LOOK_BACK = 300_000;

  /** Gives its own tick, in seconds. */
  private static final VectorNode CLOCK =
      (tick, input) -> List.of(new Element(Labels.EMPTY, tick / 1e3));

  @ParameterizedTest
  @CsvSource({
    // A rule that stands before the reader has been evaluated at the reader's tick.
    "600, 0, 0, 600",
    "610, 0, 0, 600",
    "600, 0, 60, 540",
    "610, 0, 60, 540",
    // One that stands behind it has not, but at each tick before.
    "600, 15, 0, 585",
    "600, 15, 10, 585",
    "600, 15, 15, 585",
    "600, 15, 60, 540",
    // Nothing is known of the time to come.
    "600, 0, -60, 600",
    "600, 15, -60, 585",
  })
  void looksAtTheNewestEvaluationThatHasBeen(long tick, long delay, long offset, double expected) {
    assertThat(evaluate(tick, delay, offset))
        .singleElement()
        .isEqualTo(new Element(Labels.of("__name__", "m", "team", "desk"), expected));
  }

  @Test
  void whatWasWrittenLongAgoIsForgotten() {
    RecordedNode rare = node(600_000, 0, 0);

    assertThat(rare.evaluate(600_000 + LOOK_BACK - 1, null)).hasSize(1);
    assertThat(rare.evaluate(600_000 + LOOK_BACK, null)).isEmpty();
  }

  private static List<Element> evaluate(long tick, long delay, long offset) {
    return node(INTERVAL, delay, offset).evaluate(tick * 1_000, null);
  }

  private static RecordedNode node(long interval, long delay, long offset) {
    return new RecordedNode(
        "m",
        List.of(new RecordedNode.Source(CLOCK, Map.of("team", "desk"), interval, delay * 1_000)),
        new SeriesSelector(List.of()),
        new Lookup(offset * 1_000, OptionalLong.empty(), false),
        LOOK_BACK);
  }
}
