package io.barograph.promql.plan;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set of label names: some, or all but some.
 *
 * @param allExcept true if the set holds every name but {@code names}
 * @param names in ascending order
 */
public record LabelNames(boolean allExcept, List<String> names) {
  /** Every name. */
  public static final LabelNames ALL = new LabelNames(true, List.of());

  /** No name. */
  public static final LabelNames NONE = new LabelNames(false, List.of());

  public LabelNames {
    names = List.copyOf(names);
  }

  /** The set of these names. */
  public static LabelNames only(Collection<String> names) {
    return new LabelNames(false, List.copyOf(new TreeSet<>(names)));
  }

  /** True if {@code name} is in the set. */
  public boolean contains(String name) {
    return allExcept != names.contains(name);
  }

  /** True if no name is in the set. */
  public boolean isEmpty() {
    return !allExcept && names.isEmpty();
  }

  /** The names that are in both sets. */
  public LabelNames intersect(LabelNames other) {
    if (allExcept && other.allExcept) {
      SortedSet<String> excluded = new TreeSet<>(names);
      excluded.addAll(other.names);
      return new LabelNames(true, List.copyOf(excluded));
    }
    LabelNames finite = allExcept ? other : this;
    LabelNames filter = allExcept ? this : other;
    return new LabelNames(false, finite.names.stream().filter(filter::contains).toList());
  }

  /** The names that are in either set. */
  public LabelNames union(LabelNames other) {
    return complement().intersect(other.complement()).complement();
  }

  private LabelNames complement() {
    return new LabelNames(!allExcept, names);
  }

  /** The names of this set that are not among {@code removed}. */
  public LabelNames minus(Collection<String> removed) {
    return intersect(new LabelNames(true, List.copyOf(new TreeSet<>(removed))));
  }

  /** The names of this set that are not in {@code other}. */
  public LabelNames minus(LabelNames other) {
    return intersect(other.complement());
  }

  /** The set with {@code name} in it. */
  public LabelNames plus(String name) {
    if (contains(name)) {
      return this;
    }
    SortedSet<String> changed = new TreeSet<>(names);
    if (allExcept) {
      changed.remove(name);
    } else {
      changed.add(name);
    }
    return new LabelNames(allExcept, List.copyOf(changed));
  }

  @Override
  public String toString() {
    String list = String.join(", ", names);
    return allExcept ? "all but {" + list + "}" : "{" + list + "}";
  }
}
