package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import java.util.List;

/** A series and its values at equal steps. */
public record SeriesValues(Labels labels, List<SequenceValue> values) {
  public SeriesValues {
    values = List.copyOf(values);
  }
}
