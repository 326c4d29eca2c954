package io.barograph.core.audit;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of an order.
 *
 * @param parameters a value for each of the code's parameters, at most {@link #MAX_VALUE}
 *     characters each; the rest is cut off
 */
public record AuditOutcome(AuditCode code, SortedMap<String, String> parameters) {
  /** The longest value that is kept, characters. */
  public static final int MAX_VALUE = 1_000;

  /** Checks the names, and cuts the values. */
  public AuditOutcome {
    if (!parameters.keySet().equals(Set.copyOf(code.parameters()))) {
      throw new IllegalArgumentException(
          "parameters of %s must be %s, was %s".formatted(code, code.parameters(), parameters));
    }
    SortedMap<String, String> cut = new TreeMap<>();
    parameters.forEach((name, value) -> cut.put(name, AuditText.atMost(MAX_VALUE, value)));
    parameters = Collections.unmodifiableSortedMap(cut);
  }

  /**
   * An outcome whose parameters are given one after the other, in the code's order.
   *
   * @param values as many as the code has parameters
   */
  public static AuditOutcome of(AuditCode code, String... values) {
    SortedMap<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      parameters.put(code.parameters().get(i), values[i]);
    }
    return new AuditOutcome(code, parameters);
  }

  /** What came of it, for people. */
  public String sentence() {
    return code.sentence(parameters);
  }
}
