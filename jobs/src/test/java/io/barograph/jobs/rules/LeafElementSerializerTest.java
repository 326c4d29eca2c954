package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import io.barograph.promql.vector.Partial;
import java.util.List;

class LeafElementSerializerTest extends SerializerContract<LeafElement> {
  private static final Labels KEY = Labels.of("__rule__", "0011223344556677", "job", "価格");
  private static final Labels SERIES = Labels.of("__name__", "cpu", "host", "Zürich", "job", "価格");

  LeafElementSerializerTest() {
    super(LeafElementSerializer.INSTANCE, "leaf-element-v3");
  }

  @Override
  protected List<LeafElement> values() {
    return List.of(
        LeafElement.of(origin(KEY, 0, 15_000), SERIES, 0.97, 1),
        LeafElement.of(origin(KEY, 63, Long.MAX_VALUE), SERIES, Double.NaN, 1L << 63),
        LeafElement.of(
            origin(Labels.EMPTY, 1, Long.MIN_VALUE), Labels.EMPTY, Double.NEGATIVE_INFINITY, 0),
        LeafElement.part(origin(KEY, 3, 15_000), SERIES, Partial.of(1.5, 1e-17, 3, 0), 5),
        LeafElement.part(origin(KEY, 3, 15_000), SERIES, Partial.of(), 5),
        LeafElement.error(origin(KEY, 3, 15_000)),
        LeafElement.none(origin(KEY, 2, 15_000), SERIES, 4));
  }

  private static LeafElement.Origin origin(Labels key, int source, long tick) {
    return new LeafElement.Origin(key, source, tick);
  }
}
