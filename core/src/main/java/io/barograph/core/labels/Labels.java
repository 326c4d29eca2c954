package io.barograph.core.labels;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable set of label pairs in ascending order of their names; the identity of a series or of
 * an alert.
 *
 * <p>A label with an empty value is the same as an absent one and is never stored. The metric name
 * is the label {@value #METRIC_NAME}. The fingerprint is computed once, when the set is made.
 * Thread-safe.
 */
public final class Labels implements Comparable<Labels>, Serializable {
  private static final long serialVersionUID = 1;

  /** The reserved label that holds the metric name. */
  public static final String METRIC_NAME = "__name__";

  /** The reserved label that names an alert. */
  public static final String ALERT_NAME = "alertname";

  /** The set without any label. */
  public static final Labels EMPTY = new Labels(new String[0]);

  /** Names at even places, their values behind them, ascending by name. */
  private final transient String[] pairs;

  private final transient long fingerprint;

  /** What travels in a configuration: the pairs alone. */
  private record Written(TreeMap<String, String> pairs) implements Serializable {
    private Object readResolve() {
      return of(pairs);
    }
  }

  private Labels(String[] pairs) {
    this.pairs = pairs;
    long hash = Fingerprint.OFFSET_BASIS;
    for (int i = 0; i < pairs.length; i += 2) {
      hash = Fingerprint.add(hash, pairs[i], pairs[i + 1]);
    }
    this.fingerprint = hash;
  }

  /**
   * The set of the given names and values, in any order.
   *
   * @param namesAndValues name, value, name, value ...
   * @throws IllegalArgumentException if a name stands twice, is empty, or has no value
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "labels must be given as names and values, got %d texts"
              .formatted(namesAndValues.length));
    }
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** The set of the entries of {@code map}; entries with an empty value are left out. */
  public static Labels of(Map<String, String> map) {
    Builder builder = builder();
    map.forEach(builder::add);
    return builder.build();
  }

  /** A builder that collects pairs in any order. */
  public static Builder builder() {
    return new Builder();
  }

  /** The value of {@code name}, or the empty text where the label is absent. */
  public String get(String name) {
    int low = 0;
    int high = pairs.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = pairs[2 * middle].compareTo(name);
      if (order == 0) {
        return pairs[2 * middle + 1];
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return "";
  }

  /** The metric name, or the empty text. */
  public String metricName() {
    return get(METRIC_NAME);
  }

  /** The number of labels. */
  public int size() {
    return pairs.length / 2;
  }

  /** True if there is no label. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The name of the label at {@code index}, counted from 0 in ascending order of names. */
  public String name(int index) {
    return pairs[2 * index];
  }

  /** The value of the label at {@code index}, counted from 0 in ascending order of names. */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The FNV-1a fingerprint; see {@link Fingerprint}. */
  public long fingerprint() {
    return fingerprint;
  }

  /** This set with {@code name} set to {@code value}, or removed if the value is empty. */
  public Labels with(String name, String value) {
    return toBuilder().set(name, value).build();
  }

  /** This set without {@code name}. */
  public Labels without(String name) {
    return get(name).isEmpty() ? this : toBuilder().set(name, "").build();
  }

  /** A builder that starts with the pairs of this set. */
  public Builder toBuilder() {
    Builder builder = builder();
    for (int i = 0; i < pairs.length; i += 2) {
      builder.add(pairs[i], pairs[i + 1]);
    }
    return builder;
  }

  /** The pairs as a map in ascending order of names. */
  public SortedMap<String, String> toMap() {
    TreeMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Labels labels
            && fingerprint == labels.fingerprint
            && Arrays.equals(pairs, labels.pairs));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint);
  }

  /** Compares pair by pair, names before values, as Prometheus orders series. */
  @Override
  public int compareTo(Labels other) {
    return Arrays.compare(pairs, other.pairs);
  }

  /** The set as a PromQL selector: {@code up{job="api"}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(metricName());
    text.append('{');
    String separator = "";
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i].equals(METRIC_NAME)) {
        text.append(separator).append(pairs[i]).append("=\"").append(escape(pairs[i + 1]));
        text.append('"');
        separator = ", ";
      }
    }
    return text.append('}').toString();
  }

  private Object writeReplace() {
    return new Written(new TreeMap<>(toMap()));
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Collects label pairs and sorts them once, when the set is made. Not thread-safe. */
  public static final class Builder {
    private String[] pairs = new String[16];
    private int length;
    private boolean sorted = true;

    private Builder() {}

    /**
     * Adds a label; one with an empty value is left out.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public Builder add(String name, String value) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a label name must not be empty");
      }
      if (value.isEmpty()) {
        return this;
      }
      if (length == pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * length);
      }
      if (length > 0 && pairs[length - 2].compareTo(name) >= 0) {
        sorted = false;
      }
      pairs[length++] = name;
      pairs[length++] = value;
      return this;
    }

    /** Sets a label in place of any value it had; an empty value removes it. */
    public Builder set(String name, String value) {
      for (int i = 0; i < length; i += 2) {
        if (pairs[i].equals(name)) {
          System.arraycopy(pairs, i + 2, pairs, i, length - i - 2);
          length -= 2;
          i -= 2;
        }
      }
      return add(name, value);
    }

    /**
     * The collected set.
     *
     * @throws IllegalArgumentException if a name stands twice
     */
    public Labels build() {
      if (length == 0) {
        return EMPTY;
      }
      if (!sorted) {
        sort();
      }
      return new Labels(Arrays.copyOf(pairs, length));
    }

    /* Insertion sort: sets are short and most come nearly sorted. */
    private void sort() {
      for (int i = 2; i < length; i += 2) {
        String name = pairs[i];
        String value = pairs[i + 1];
        int j = i - 2;
        for (; j >= 0 && pairs[j].compareTo(name) > 0; j -= 2) {
          pairs[j + 2] = pairs[j];
          pairs[j + 3] = pairs[j + 1];
        }
        pairs[j + 2] = name;
        pairs[j + 3] = value;
      }
      for (int i = 2; i < length; i += 2) {
        if (pairs[i].equals(pairs[i - 2])) {
          throw new IllegalArgumentException(
              "label \"%s\" must not stand twice: \"%s\" and \"%s\""
                  .formatted(pairs[i], pairs[i - 1], pairs[i + 1]));
        }
      }
      sorted = true;
    }
  }
}
