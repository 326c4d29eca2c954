package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import java.util.Optional;

/** What {@code label_replace} and {@code label_join} do to the labels of an element. */
public sealed interface LabelWrite permits LabelReplace, LabelJoin {
  /** The name of the label that is written. */
  String target();

  /** The labels with the target written; absent if it is left as it is. */
  Optional<Labels> on(Labels labels);
}
