package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bits by label sets; tells which bits the sets have that agree with a given one. Two sets agree if
 * they have the same value for every label that both have, the metric name left out.
 *
 * <p>All sets with the same label names are looked up at once, by the values of the labels that
 * they share with the given set: so a look-up costs as much as there are different sets of label
 * names, and the first one with new label names as much as there are label sets. Not thread-safe.
 */
final class AgreeingLabels {
  private final Map<Labels, Long> bitsOf = new LinkedHashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  /** Look-ups for given sets with these label names. */
  private record Asked(List<String> names, List<Lookup> lookups) {}

  /** Finds the sets of one kind. */
  private static final class Lookup {
    /** The places in the given set of the labels that both have. */
    private final int[] shared;

    /** By the values of these labels. */
    private final Map<List<String>, Long> bits = new HashMap<>();

    Lookup(List<String> sharedNames, List<String> givenNames) {
      this.shared = sharedNames.stream().mapToInt(givenNames::indexOf).toArray();
    }

    void add(List<String> values, long more) {
      bits.merge(values, more, (one, other) -> one | other);
    }

    long of(Labels given) {
      String[] values = new String[shared.length];
      for (int i = 0; i < shared.length; i++) {
        values[i] = given.value(shared[i]);
      }
      return bits.getOrDefault(Arrays.asList(values), 0L);
    }
  }

  /** Adds bits to those of a label set. */
  void add(Labels labels, long bits) {
    bitsOf.merge(labels, bits, (one, other) -> one | other);
    asked.clear();
  }

  /** The bits of all label sets that agree with {@code given}; 0 if none does. */
  long bitsAgreeingWith(Labels given) {
    long bits = 0;
    for (Lookup lookup : lookupsFor(given)) {
      bits |= lookup.of(given);
    }
    return bits;
  }

  private List<Lookup> lookupsFor(Labels given) {
    for (Asked known : asked) {
      if (hasNames(given, known.names())) {
        return known.lookups();
      }
    }
    List<String> names = names(given);
    List<Lookup> lookups = lookups(names);
    asked.add(new Asked(names, lookups));
    return lookups;
  }

  private List<Lookup> lookups(List<String> givenNames) {
    Map<List<String>, Lookup> byNames = new HashMap<>();
    List<String> names = null;
    List<String> shared = List.of();
    for (Map.Entry<Labels, Long> one : bitsOf.entrySet()) {
      Labels labels = one.getKey();
      if (names == null || !hasNames(labels, names)) {
        names = names(labels);
        shared = new ArrayList<>(names);
        shared.retainAll(givenNames);
        shared.remove(Labels.METRIC_NAME);
      }
      byNames
          .computeIfAbsent(shared, some -> new Lookup(some, givenNames))
          .add(values(labels, shared), one.getValue());
    }
    return List.copyOf(byNames.values());
  }

  private static boolean hasNames(Labels labels, List<String> names) {
    if (labels.size() != names.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(labels.name(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> names(Labels labels) {
    List<String> names = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      names.add(labels.name(i));
    }
    return names;
  }

  private static List<String> values(Labels labels, List<String> names) {
    String[] values = new String[names.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels.get(names.get(i));
    }
    return Arrays.asList(values);
  }
}
