package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionElementsTest {
  private static final long TICK = 15_000;

  @Test
  void whatShowsAnAlertSupportsNothing() throws Exception {
    VectorPlan plan =
        VectorCompiler.compile(
            Parser.parse("cpu and on (host) {__name__=~\"up|ALERTS\"}"), EvaluationOptions.DEFAULT);
    Labels element = Labels.of("host", "a");

    assertThat(elements(plan, "cpu", "up").support(element, TICK)).isEqualTo(0b11);
    assertThat(elements(plan, "cpu", "ALERTS").support(element, TICK)).isEqualTo(0b01);
  }

  /** The elements of one series for each leaf. */
  private static PartitionElements elements(VectorPlan plan, String... metrics) {
    LeafElement[] elements = new LeafElement[metrics.length];
    for (int leaf = 0; leaf < metrics.length; leaf++) {
      elements[leaf] =
          LeafElement.of(
              Labels.EMPTY, leaf, TICK, Labels.of("__name__", metrics[leaf], "host", "a"), 1);
    }
    return new PartitionElements(plan, List.of(elements));
  }
}
