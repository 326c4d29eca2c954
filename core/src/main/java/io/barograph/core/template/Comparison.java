package io.barograph.core.template;

import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The comparisons of Go's templates, which never mix types. */
final class Comparison {
  private Comparison() {}

  /** True if the first value equals any of the others. */
  static boolean equal(List<Object> values) {
    if (values.size() < 2) {
      throw new FailedCallException("missing argument for comparison");
    }
    Object first = values.get(0);
    for (Object other : values.subList(1, values.size())) {
      if (equal(first, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(Object first, Object other) {
    if (first == null || other == null) {
      return first == other;
    }
    if (!first.getClass().equals(other.getClass()) && (isBasic(first) || isBasic(other))) {
      throw incompatible(first, other);
    }
    if (first instanceof Double real && other instanceof Double otherReal) {
      return real.doubleValue() == otherReal.doubleValue();
    }
    if (other instanceof GoMap || other instanceof GoList) {
      throw new FailedCallException(
          "non-comparable type %s: %s".formatted(GoFormat.plain(other), GoValue.typeOf(other)));
    }
    return Objects.equals(first, other);
  }

  /** True if the first value is less than the second. */
  static boolean less(List<Object> values) {
    Object first = values.get(0);
    Object second = values.get(1);
    if (!isBasic(first) || !isBasic(second)) {
      throw badType();
    }
    if (first instanceof Long integer && second instanceof Long other) {
      return integer < other;
    }
    if (first instanceof Double real && second instanceof Double other) {
      return real < other;
    }
    if (first instanceof String text && second instanceof String other) {
      return Arrays.compareUnsigned(
              text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
          < 0;
    }
    throw first instanceof Boolean && second instanceof Boolean
        ? badType()
        : incompatible(first, second);
  }

  static boolean lessOrEqual(List<Object> values) {
    return less(values) || equal(values);
  }

  private static boolean isBasic(Object value) {
    return value instanceof Long
        || value instanceof Double
        || value instanceof String
        || value instanceof Boolean;
  }

  private static FailedCallException badType() {
    return new FailedCallException("invalid type for comparison");
  }

  private static FailedCallException incompatible(Object first, Object second) {
    return new FailedCallException(
        "incompatible types for comparison: %s and %s"
            .formatted(GoValue.typeOf(first), GoValue.typeOf(second)));
  }
}
