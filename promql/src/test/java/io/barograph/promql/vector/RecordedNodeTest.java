package io.barograph.promql.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Lookup;
import io.barograph.promql.eval.SeriesSelector;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedNodeTest {
  private static final long INTERVAL = 15_000;
  private static final long LOOK_BACK = 300_000;

  /** Of a range, whose steps are the times of samples. */
  private static final long NO_LOOK_BACK = 1;

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
  void looksAtTheNewestEvaluationThatHasBeen(long tick, long behind, long offset, double expected) {
    assertThat(evaluate(node(CLOCK, behind, 0, offset), tick, tick))
        .singleElement()
        .isEqualTo(new Element(Labels.of("__name__", "m", "team", "desk"), expected));
  }

  @ParameterizedTest
  @CsvSource({
    // Evaluated 20 s before its ticks: at the reader's tick 600 it writes for 580.
    "600, 600, 0, 0, 580",
    "610, 610, 0, 0, 580",
    // A reader that looks back as far sees just that, one that looks back further does not.
    "600, 580, 0, 0, 580",
    "600, 579, 0, 0, 565",
    "600, 570, 0, 0, 565",
    "600, 600, 0, 20, 580",
    "600, 600, 0, 60, 535",
    // One that stands behind the reader has not written for 580 yet.
    "600, 600, 15, 0, 565",
    "600, 580, 15, 0, 565",
    "600, 564, 15, 0, 550",
    // What it will write for an instant ahead is not there yet.
    "600, 600, 0, -60, 580",
  })
  void whatIsWrittenForAnInstantBeforeTheTickIsSeenFromTheTickOn(
      long ruleTick, long tick, long behind, long offset, double expected) {
    assertThat(evaluate(node(CLOCK, behind, 20, offset), ruleTick, tick))
        .extracting(Element::value)
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"540, 540", "580, 570", "585, 585", "590, 585", "600, 585"})
  void aStepOfASubqueryMissesOnlyWhatIsNotWrittenAtTheTickOfTheRule(long step, double expected) {
    assertThat(evaluate(node(CLOCK, 15, 0, 0), 600, step))
        .extracting(Element::value)
        .containsExactly(expected);
  }

  @Test
  void aRangeHasNoSampleThatIsNotWrittenYet() {
    RecordedNode behind = node(CLOCK, INTERVAL, 15_000, 0, 0, 0, NO_LOOK_BACK);
    RecordedNode before = node(CLOCK, INTERVAL, 0, 20_000, 0, 0, NO_LOOK_BACK);

    assertThat(evaluate(behind, 600, 585)).hasSize(1);
    assertThat(evaluate(behind, 600, 600)).isEmpty();
    assertThat(evaluate(before, 600, 580)).hasSize(1);
    assertThat(evaluate(before, 600, 595)).isEmpty();
    assertThat(evaluate(before, 600, 585)).isEmpty();
  }

  @Test
  void whatWasWrittenLongAgoIsForgotten() {
    RecordedNode rare = node(CLOCK, 600_000, 0, 0, 0, 0, LOOK_BACK);
    RecordedNode rareAndOld = node(CLOCK, 600_000, 0, 60_000, 0, 0, LOOK_BACK);

    assertThat(evaluateMillis(rare, 600_000 + LOOK_BACK - 1)).hasSize(1);
    assertThat(evaluateMillis(rare, 600_000 + LOOK_BACK)).isEmpty();
    assertThat(evaluateMillis(rareAndOld, 600_000)).hasSize(1);
    assertThat(evaluateMillis(rareAndOld, 600_000 + LOOK_BACK - 60_001)).hasSize(1);
    assertThat(evaluateMillis(rareAndOld, 600_000 + LOOK_BACK - 60_000)).isEmpty();
  }

  @Test
  void anEvaluationOverTheLimitLeavesWhatWasWrittenBefore() {
    // As many elements as the minutes that have passed since the last multiple of ten.
    VectorNode growing =
        (tick, input) ->
            IntStream.range(0, (int) (tick / 60_000 % 10))
                .mapToObj(i -> new Element(Labels.of("i", "" + i), tick / 1e3))
                .toList();
    RecordedNode limited = node(growing, INTERVAL, 0, 0, 0, 2, LOOK_BACK);

    assertThat(evaluate(limited, 779, 779)).hasSize(2).allMatch(one -> one.value() == 765);
    assertThat(evaluate(limited, 780, 780)).hasSize(2).allMatch(one -> one.value() == 765);
    assertThat(evaluate(limited, 1_050, 1_050)).hasSize(2).allMatch(one -> one.value() == 765);
    assertThat(evaluate(limited, 1_065, 1_065)).isEmpty();
    assertThat(evaluate(limited, 1_260, 1_260)).hasSize(1).allMatch(one -> one.value() == 1_260);
    assertThat(evaluate(node(growing, INTERVAL, 0, 0, 0, 2, NO_LOOK_BACK), 780, 780)).isEmpty();
    assertThat(evaluate(node(growing, INTERVAL, 0, 0, 0, 0, LOOK_BACK), 780, 780)).hasSize(3);
  }

  @Test
  void anEvaluationThatFailsLeavesWhatWasWrittenBeforeIfTheGroupHasALimit() {
    VectorNode failing =
        (tick, input) -> {
          if (tick % 60_000 != 0) {
            throw new EvaluationException("many to many");
          }
          return CLOCK.evaluate(tick, input);
        };

    assertThat(evaluate(node(failing, INTERVAL, 0, 0, 0, 1, LOOK_BACK), 645, 645))
        .extracting(Element::value)
        .containsExactly(600.0);
    assertThatThrownBy(() -> evaluate(node(failing, INTERVAL, 0, 0, 0, 0, LOOK_BACK), 645, 645))
        .isInstanceOf(EvaluationException.class);
  }

  @Test
  void insideARecordingRuleTheTickIsItsOwn() {
    VectorNode itsOwnTick =
        (tick, input) -> List.of(new Element(Labels.EMPTY, input.ruleTick() / 1e3));

    assertThat(evaluate(node(itsOwnTick, 0, 20, 0), 610, 610))
        .extracting(Element::value)
        .containsExactly(600.0);
  }

  private static List<Element> evaluate(RecordedNode node, long ruleTick, long tick) {
    return node.evaluate(tick * 1_000, new InputAt(ruleTick * 1_000, null));
  }

  private static List<Element> evaluateMillis(RecordedNode node, long tick) {
    return node.evaluate(tick, new InputAt(tick, null));
  }

  private static RecordedNode node(VectorNode expression, long behind, long delay, long offset) {
    return node(expression, INTERVAL, behind * 1_000, delay * 1_000, offset * 1_000, 0, LOOK_BACK);
  }

  private static RecordedNode node(
      VectorNode expression,
      long interval,
      long behind,
      long delay,
      long offset,
      int limit,
      long lookBack) {
    Map<String, String> labels = Map.of("team", "desk");
    return new RecordedNode(
        "m",
        List.of(new RecordedNode.Source(expression, labels, interval, delay, limit, behind)),
        new SeriesSelector(List.of()),
        new Lookup(offset, OptionalLong.empty(), false),
        lookBack);
  }
}
