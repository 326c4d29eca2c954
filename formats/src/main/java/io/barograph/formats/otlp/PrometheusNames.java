package io.barograph.formats.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Names of metrics and labels as Prometheus gives them to what it receives over OTLP, by its
 * default translation strategy {@code UnderscoreEscapingWithSuffixes}.
 *
 * <p>Rules: OpenTelemetry specification, Prometheus and OpenMetrics compatibility; where it leaves
 * a choice, as prometheus/otlptranslator chooses.
 */
public final class PrometheusNames {
  /** What a metric is, as far as its name tells. */
  public enum Kind {
    GAUGE,
    /** A monotonic cumulative sum. */
    COUNTER,
    /** Everything that gets no suffix for its kind. */
    OTHER
  }

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("1", ""),
          Map.entry("%", "percent"));

  private static final Map<String, String> UNITS_PER =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  private PrometheusNames() {}

  /**
   * The name of a metric: words joined by underscores, the unit behind them unless it is one of
   * them, {@code total} behind a counter, {@code ratio} behind a gauge of unit 1.
   *
   * @return the empty text if no letter, digit or colon is in {@code name}
   */
  public static String metric(String name, String unit, Kind kind) {
    List<String> words = words(name);
    if (words.isEmpty()) {
      return "";
    }
    String[] units = unit.split("/", 2);
    String main = unitWord(units[0], UNITS);
    String per = units.length == 2 ? unitWord(units[1], UNITS_PER) : "";
    if (!main.isEmpty() && !words.contains(main)) {
      words.add(main);
    }
    if (!per.isEmpty()) {
      words.add("per_" + per);
    }
    if (kind == Kind.COUNTER) {
      words.removeIf("total"::equals);
      words.add("total");
    }
    if (kind == Kind.GAUGE && unit.equals("1")) {
      words.removeIf("ratio"::equals);
      words.add("ratio");
    }
    String joined = String.join("_", words);
    return isDigit(joined.charAt(0)) ? "_" + joined : joined;
  }

  /**
   * The name of a label: each character but ASCII letters, digits and underscores becomes an
   * underscore; {@code key_} stands before a digit and {@code key} before a single underscore.
   */
  public static String label(String attribute) {
    StringBuilder label = new StringBuilder(attribute.length() + 4);
    attribute.codePoints().forEach(c -> label.append(isLetter(c) || isDigit(c) ? (char) c : '_'));
    if (label.isEmpty()) {
      return "";
    }
    if (isDigit(label.charAt(0))) {
      return label.insert(0, "key_").toString();
    }
    boolean oneUnderscore =
        label.charAt(0) == '_' && (label.length() == 1 || label.charAt(1) != '_');
    return oneUnderscore ? label.insert(0, "key").toString() : label.toString();
  }

  /**
   * A metric's name that keeps its words: each character but ASCII letters, digits, underscores and
   * colons becomes an underscore, and one stands before a digit.
   */
  public static String escapedMetric(String name) {
    return escaped(name, true);
  }

  /** A label's name, escaped in the same way, colons too. */
  public static String escapedLabel(String name) {
    return escaped(name, false);
  }

  private static String escaped(String name, boolean colons) {
    StringBuilder escaped = new StringBuilder(name.length() + 1);
    name.codePoints()
        .forEach(
            c -> {
              boolean kept = isLetter(c) || isDigit(c) || (colons && c == ':');
              escaped.append(kept ? (char) c : '_');
            });
    if (!escaped.isEmpty() && isDigit(escaped.charAt(0))) {
      escaped.insert(0, '_');
    }
    return escaped.toString();
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>(Arrays.asList(name.split("[^a-zA-Z0-9:]+")));
    words.removeIf(String::isEmpty);
    return words;
  }

  /** The word for one unit of UCUM; empty for annotations such as {@code {request}}. */
  private static String unitWord(String ucum, Map<String, String> words) {
    String unit = ucum.strip();
    if (unit.contains("{") || unit.contains("}")) {
      return "";
    }
    return String.join("_", words(words.getOrDefault(unit, unit)));
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
