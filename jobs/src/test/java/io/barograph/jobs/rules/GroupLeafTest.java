package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorPlan;
import org.junit.jupiter.api.Test;

class GroupLeafTest {
  @Test
  void whatShowsAnAlertSupportsNothing() throws Exception {
    GroupLeaf either = secondLeaf("cpu and on (host) {__name__=~\"up|ALERTS\"}");
    assertThat(either.supportOf(Labels.of("__name__", "up", "host", "a"))).isEqualTo(0b10);
    assertThat(either.supportOf(Labels.of("__name__", "ALERTS", "host", "a"))).isZero();

    assertThat(secondLeaf("cpu and on (host) ALERTS").leaf().supportBit()).isZero();
  }

  @Test
  void whatIsAskedForToBeAbsentSupportsNothing() throws Exception {
    GroupLeaf unwanted = secondLeaf("cpu unless on (host) up");
    assertThat(unwanted.supportOf(Labels.of("__name__", "up", "host", "a"))).isZero();
    assertThat(unwanted.tellsOfData()).isFalse();
  }

  private static GroupLeaf secondLeaf(String expr) throws Exception {
    VectorPlan plan = VectorCompiler.compile(Parser.parse(expr), EvaluationOptions.DEFAULT);
    return new GroupLeaf(null, 1, (Leaf) plan.sources().get(1));
  }
}
