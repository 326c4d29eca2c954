package io.barograph.promql.parse;

import java.util.List;

/**
 * A function of the language and what it takes.
 *
 * @param name as called
 * @param arguments the types of its arguments
 * @param optional how many of the last argument may be missing or repeated: 0 = exactly as listed,
 *     n = the last may be missing or stand up to n times, -1 = any number of times
 * @param result the type of its value
 * @param experimental true if Prometheus needs a feature flag for it
 */
public record Function(
    String name, List<ValueType> arguments, int optional, ValueType result, boolean experimental) {

  /** The function of that name that stands for an unknown one, so that parsing can go on. */
  static Function unknown(String name) {
    return new Function(name, List.of(), -1, ValueType.VECTOR, false);
  }

  /** The type that the argument at {@code index}, counted from 0, must have. */
  ValueType argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }
}
