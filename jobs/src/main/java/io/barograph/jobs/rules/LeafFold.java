package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.vector.GroupFold;
import io.barograph.promql.vector.Partial;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the series of one block that a leaf folds into one group meet at a tick. Not thread-safe.
 */
final class LeafFold {
  private final GroupLeaf leaf;
  private final Labels partitionKey;
  private final Labels group;
  private final GroupFold values;
  private final long support;
  private boolean hasData;
  private int series;

  private LeafFold(GroupLeaf leaf, Labels partitionKey, Labels group) {
    this.leaf = leaf;
    this.partitionKey = partitionKey;
    this.group = group;
    this.values = leaf.fold().orElseThrow().newGroup();
    this.support = leaf.leaf().supportBit();
  }

  /** Takes what the leaf gives on a series that has data; true if that is the first at the tick. */
  boolean take(EvaluationResult result) {
    boolean first = !hasData;
    hasData = true;
    if (result.isPresent()) {
      values.add(result.value());
    }
    return first;
  }

  GroupLeaf leaf() {
    return leaf;
  }

  Labels partitionKey() {
    return partitionKey;
  }

  Labels group() {
    return group;
  }

  /** The bit of the leaf; see {@link GroupLeaf#supportOf}. */
  long support() {
    return support;
  }

  /**
   * What the group comes to at the tick, nothing if no series gives an element; then it is over.
   */
  Optional<Partial> end() {
    hasData = false;
    return values.take();
  }

  /** The folds of one block. */
  static final class Table {
    private final Map<Key, LeafFold> folds = new HashMap<>();

    private record Key(GroupLeaf.Id leaf, Labels partitionKey, Labels group) {}

    /** Where a series meets the others of its group; counts the series in. */
    LeafFold enter(GroupLeaf leaf, Labels partitionKey, Labels labels) {
      Labels group = leaf.fold().orElseThrow().group(labels);
      LeafFold fold =
          folds.computeIfAbsent(
              key(leaf, partitionKey, group), key -> new LeafFold(leaf, partitionKey, group));
      fold.series++;
      return fold;
    }

    /** Counts a series out. */
    void leave(LeafFold fold) {
      if (--fold.series == 0) {
        folds.remove(key(fold.leaf, fold.partitionKey, fold.group));
      }
    }

    int size() {
      return folds.size();
    }

    private static Key key(GroupLeaf leaf, Labels partitionKey, Labels group) {
      return new Key(leaf.id(), partitionKey, group);
    }
  }
}
