package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import java.util.List;

class LeafElementSerializerTest extends SerializerContract<LeafElement> {
  private static final Labels KEY = Labels.of("__rule__", "0011223344556677", "job", "価格");
  private static final Labels SERIES = Labels.of("__name__", "cpu", "host", "Zürich", "job", "価格");

  LeafElementSerializerTest() {
    super(LeafElementSerializer.INSTANCE, "leaf-element-v1");
  }

  @Override
  protected List<LeafElement> values() {
    return List.of(
        LeafElement.of(KEY, 0, 15_000, SERIES, 0.97),
        LeafElement.of(KEY, 63, Long.MAX_VALUE, SERIES, Double.NaN),
        LeafElement.of(Labels.EMPTY, 1, Long.MIN_VALUE, Labels.EMPTY, Double.NEGATIVE_INFINITY),
        LeafElement.none(KEY, 2, 15_000, SERIES),
        LeafElement.silent(KEY, 30_000),
        LeafElement.clock(45_000));
  }
}
