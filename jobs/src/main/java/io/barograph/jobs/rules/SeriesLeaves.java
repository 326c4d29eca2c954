package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** The leaves of rules on several series that read one series, and where what they give goes. */
final class SeriesLeaves {
  /** None. */
  static final SeriesLeaves NONE = new SeriesLeaves(List.of(), Labels.EMPTY, new LeafFold.Table());

  private final GroupLeaf[] leaves;
  private final RuleSet.Entry<GroupLeaf>[] entries;
  private final Labels[] partitionKeys;
  private final LeafFold[] folds;
  private final long[] supports;

  /**
   * The leaves.
   *
   * @param series the labels of the series
   * @param table of the block that holds the series
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  SeriesLeaves(List<RuleSet.Entry<GroupLeaf>> leaves, Labels series, LeafFold.Table table) {
    this.entries = leaves.toArray(new RuleSet.Entry[0]);
    this.leaves = new GroupLeaf[leaves.size()];
    this.partitionKeys = new Labels[leaves.size()];
    this.folds = new LeafFold[leaves.size()];
    this.supports = new long[leaves.size()];
    for (int place = 0; place < leaves.size(); place++) {
      GroupLeaf leaf = entries[place].newest();
      this.leaves[place] = leaf;
      partitionKeys[place] = leaf.partitionKeyOf(series);
      supports[place] = leaf.supportOf(series);
      if (leaf.fold().isPresent()) {
        folds[place] = table.enter(leaf, partitionKeys[place], series);
      }
    }
  }

  /** How many there are. */
  int size() {
    return leaves.length;
  }

  GroupLeaf leaf(int place) {
    return leaves[place];
  }

  /** True if a leaf is to be evaluated at a tick of a domain. */
  boolean isDue(int place, int domain, long tick) {
    RuleSet.Entry<GroupLeaf> entry = entries[place];
    return entry.domain() == domain
        && leaves[place].isDue(tick)
        && entry.versions().at(tick) != null;
  }

  /** The key of the partition that the series belongs to in a leaf's rule. */
  Labels partitionKey(int place) {
    return partitionKeys[place];
  }

  /** What the series supports by a leaf; see {@link GroupLeaf#supportOf}. */
  long support(int place) {
    return supports[place];
  }

  /** Where the series meets the others of its group; null if its elements travel by themselves. */
  LeafFold fold(int place) {
    return folds[place];
  }

  /** The folds that the series has entered. */
  List<LeafFold> folds() {
    List<LeafFold> entered = new ArrayList<>();
    for (LeafFold fold : folds) {
      if (fold != null) {
        entered.add(fold);
      }
    }
    return entered;
  }
}
