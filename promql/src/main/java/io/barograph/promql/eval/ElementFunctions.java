package io.barograph.promql.eval;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToIntFunction;

/** The functions of one value: mathematics and the calendar. */
final class ElementFunctions {
  private static final Map<String, DoubleUnaryOperator> ALL =
      Map.ofEntries(
          Map.entry("abs", Math::abs),
          Map.entry("ceil", Math::ceil),
          Map.entry("floor", Math::floor),
          Map.entry("exp", Math::exp),
          Map.entry("ln", Math::log),
          Map.entry("log2", value -> Math.log(value) / Math.log(2)),
          Map.entry("log10", Math::log10),
          Map.entry("sqrt", Math::sqrt),
          Map.entry("sgn", Math::signum),
          Map.entry("deg", value -> value * 180 / Math.PI),
          Map.entry("rad", value -> value * Math.PI / 180),
          Map.entry("sin", Math::sin),
          Map.entry("cos", Math::cos),
          Map.entry("tan", Math::tan),
          Map.entry("asin", Math::asin),
          Map.entry("acos", Math::acos),
          Map.entry("atan", Math::atan),
          Map.entry("sinh", Math::sinh),
          Map.entry("cosh", Math::cosh),
          Map.entry("tanh", Math::tanh),
          Map.entry("asinh", ElementFunctions::areaSine),
          Map.entry("acosh", value -> Math.log(value + Math.sqrt(value * value - 1))),
          Map.entry("atanh", value -> 0.5 * Math.log1p(2 * value / (1 - value))),
          Map.entry("minute", calendar(ZonedDateTime::getMinute)),
          Map.entry("hour", calendar(ZonedDateTime::getHour)),
          Map.entry("day_of_week", calendar(time -> time.getDayOfWeek().getValue() % 7)),
          Map.entry("day_of_month", calendar(ZonedDateTime::getDayOfMonth)),
          Map.entry("day_of_year", calendar(ZonedDateTime::getDayOfYear)),
          Map.entry("days_in_month", calendar(time -> time.toLocalDate().lengthOfMonth())),
          Map.entry("month", calendar(ZonedDateTime::getMonthValue)),
          Map.entry("year", calendar(ZonedDateTime::getYear)));

  private ElementFunctions() {}

  /** The function of that name, if it is one of one value. */
  static Optional<DoubleUnaryOperator> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static double areaSine(double value) {
    double size = Math.abs(value);
    double area = Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
    return Math.copySign(area, value);
  }

  /** A field of the UTC calendar at a value in seconds since the epoch; NaN where there is none. */
  private static DoubleUnaryOperator calendar(ToIntFunction<ZonedDateTime> field) {
    return seconds -> {
      if (!(Math.abs(seconds) <= Instant.MAX.getEpochSecond())) {
        return Double.NaN;
      }
      return field.applyAsInt(Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC));
    };
  }
}
