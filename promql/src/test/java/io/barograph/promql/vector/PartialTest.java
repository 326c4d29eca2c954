package io.barograph.promql.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.promql.parse.Aggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartialTest {
  private static final double[] EDGES = {
    0, -0.0, 1, -1, 1e-300, 1e300, Double.NaN, Double.POSITIVE_INFINITY, 0.1, 0.2
  };

  @ParameterizedTest
  @EnumSource(
      value = Aggregation.class,
      names = {"SUM", "AVG", "MIN", "MAX", "COUNT", "GROUP", "STDDEV", "STDVAR"})
  void partsComeToWhatTheWholeComesTo(Aggregation aggregation) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      boolean edges = run % 4 == 0;
      double[] values = new double[1 + random.nextInt(12)];
      for (int i = 0; i < values.length; i++) {
        values[i] = edges ? EDGES[random.nextInt(EDGES.length)] : random.nextGaussian() * 1e6;
      }
      Accumulator whole = Accumulator.of(aggregation, Double.NaN);
      Arrays.stream(values).forEach(whole::add);
      double expected = whole.result();
      double folded = Partial.accumulator(aggregation, parts(aggregation, values, random)).result();

      if (edges) {
        assertThat(Double.isNaN(folded))
            .as("%s of %s, seed %s", aggregation, Arrays.toString(values), seed)
            .isEqualTo(Double.isNaN(expected));
      } else {
        assertThat(folded)
            .as("%s of %s, seed %s", aggregation, Arrays.toString(values), seed)
            .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Test
  void aSumOfPartsKeepsWhatRoundingLoses() {
    Partial large = Partial.of(1e17, 1);
    Partial small = Partial.of(-1e17, 1);

    assertThat(Partial.accumulator(Aggregation.SUM, List.of(large, small)).result()).isEqualTo(2);
  }

  @Test
  void aMeanOfPartsDoesNotOverflow() {
    List<Partial> parts = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      GroupFold fold = new GroupFold(Aggregation.AVG);
      fold.add(Double.MAX_VALUE);
      parts.add(fold.take().orElseThrow());
    }

    assertThat(Partial.accumulator(Aggregation.AVG, parts).result())
        .isCloseTo(Double.MAX_VALUE, Offset.offset(Double.MAX_VALUE * 1e-12));
  }

  @Test
  void aFoldIsEmptyOnceItWasTaken() {
    GroupFold fold = new GroupFold(Aggregation.COUNT);
    assertThat(fold.take()).isEmpty();
    fold.add(7);
    assertThat(fold.take()).contains(Partial.of(1));
    assertThat(fold.take()).isEmpty();
  }

  @Test
  void whatNeedsEveryValueHasNoParts() {
    assertThat(Accumulator.mayFoldInParts(Aggregation.QUANTILE)).isFalse();
    assertThatThrownBy(() -> Accumulator.restore(Aggregation.QUANTILE, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quantile needs every value");
  }

  private static List<Partial> parts(Aggregation aggregation, double[] values, Random random) {
    List<Partial> parts = new ArrayList<>();
    for (int from = 0; from < values.length; ) {
      int to = from + 1 + random.nextInt(values.length - from);
      GroupFold fold = new GroupFold(aggregation);
      Arrays.stream(values, from, to).forEach(fold::add);
      parts.add(fold.take().orElseThrow());
      from = to;
    }
    parts.sort(null);
    return parts;
  }
}
