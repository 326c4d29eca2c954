package io.barograph.promql.parse;

import java.util.List;
import java.util.Optional;

/**
 * A {@code by} or {@code without} clause.
 *
 * @param labels its labels; absent where there is no clause
 * @param without true if elements are grouped by all other labels
 */
record Grouping(Optional<List<String>> labels, boolean without) {
  /** No clause. */
  static final Grouping NONE = new Grouping(Optional.empty(), false);
}
