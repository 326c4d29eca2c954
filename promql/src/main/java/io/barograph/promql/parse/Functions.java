package io.barograph.promql.parse;

import static io.barograph.promql.parse.ValueType.MATRIX;
import static io.barograph.promql.parse.ValueType.SCALAR;
import static io.barograph.promql.parse.ValueType.STRING;
import static io.barograph.promql.parse.ValueType.VECTOR;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions of Prometheus 3.14, stable and experimental. */
public final class Functions {
  private static final Map<String, Function> ALL = all();

  private Functions() {}

  /** The function of that name, if there is one. */
  public static Optional<Function> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static Map<String, Function> all() {
    Table table = new Table();
    for (String name :
        List.of(
            "abs",
            "absent",
            "acos",
            "acosh",
            "asin",
            "asinh",
            "atan",
            "atanh",
            "ceil",
            "cos",
            "cosh",
            "deg",
            "exp",
            "floor",
            "histogram_avg",
            "histogram_count",
            "histogram_stddev",
            "histogram_stdvar",
            "histogram_sum",
            "ln",
            "log10",
            "log2",
            "rad",
            "sgn",
            "sin",
            "sinh",
            "sort",
            "sort_desc",
            "sqrt",
            "tan",
            "tanh",
            "timestamp")) {
      table.stable(name, VECTOR, VECTOR);
    }
    for (String name :
        List.of(
            "absent_over_time",
            "avg_over_time",
            "changes",
            "count_over_time",
            "delta",
            "deriv",
            "idelta",
            "increase",
            "irate",
            "last_over_time",
            "max_over_time",
            "min_over_time",
            "present_over_time",
            "rate",
            "resets",
            "stddev_over_time",
            "stdvar_over_time",
            "sum_over_time")) {
      table.stable(name, VECTOR, MATRIX);
    }
    for (String name :
        List.of(
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "days_in_month",
            "hour",
            "minute",
            "month",
            "year")) {
      table.optional(name, 1, VECTOR, VECTOR);
    }
    for (String name :
        List.of(
            "first_over_time",
            "mad_over_time",
            "ts_of_first_over_time",
            "ts_of_last_over_time",
            "ts_of_max_over_time",
            "ts_of_min_over_time")) {
      table.experimental(name, 0, VECTOR, MATRIX);
    }
    for (String name : List.of("start", "end", "range", "step")) {
      table.experimental(name, 0, SCALAR);
    }
    table.stable("clamp", VECTOR, VECTOR, SCALAR, SCALAR);
    table.stable("clamp_max", VECTOR, VECTOR, SCALAR);
    table.stable("clamp_min", VECTOR, VECTOR, SCALAR);
    table.stable("histogram_fraction", VECTOR, SCALAR, SCALAR, VECTOR);
    table.stable("histogram_quantile", VECTOR, SCALAR, VECTOR);
    table.stable("label_replace", VECTOR, VECTOR, STRING, STRING, STRING, STRING);
    table.optional("label_join", -1, VECTOR, VECTOR, STRING, STRING, STRING);
    table.stable("pi", SCALAR);
    table.stable("predict_linear", VECTOR, MATRIX, SCALAR);
    table.stable("quantile_over_time", VECTOR, SCALAR, MATRIX);
    table.optional("round", 1, VECTOR, VECTOR, SCALAR);
    table.stable("scalar", SCALAR, VECTOR);
    table.stable("time", SCALAR);
    table.stable("vector", VECTOR, SCALAR);
    table.experimental("double_exponential_smoothing", 0, VECTOR, MATRIX, SCALAR, SCALAR);
    table.experimental("histogram_quantiles", 9, VECTOR, VECTOR, STRING, SCALAR, SCALAR);
    table.experimental("info", 1, VECTOR, VECTOR, VECTOR);
    table.experimental("integral", 1, VECTOR, MATRIX, SCALAR);
    table.experimental("sort_by_label", -1, VECTOR, VECTOR, STRING);
    table.experimental("sort_by_label_desc", -1, VECTOR, VECTOR, STRING);
    return Map.copyOf(table.functions);
  }

  private static final class Table {
    private final Map<String, Function> functions = new HashMap<>();

    void stable(String name, ValueType result, ValueType... arguments) {
      optional(name, 0, result, arguments);
    }

    void optional(String name, int optional, ValueType result, ValueType... arguments) {
      functions.put(name, new Function(name, List.of(arguments), optional, result, false));
    }

    void experimental(String name, int optional, ValueType result, ValueType... arguments) {
      functions.put(name, new Function(name, List.of(arguments), optional, result, true));
    }
  }
}
