package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.Optional;

/** Writes a label with the values of others, joined by a separator. */
record LabelJoin(String target, String separator, List<String> sources) implements LabelWrite {
  LabelJoin {
    if (target.isEmpty()) {
      throw new IllegalArgumentException(
          "invalid destination label name in label_join(): " + target);
    }
    sources = List.copyOf(sources);
  }

  @Override
  public Optional<Labels> on(Labels labels) {
    String joined = String.join(separator, sources.stream().map(labels::get).toList());
    return Optional.of(labels.with(target, joined));
  }
}
