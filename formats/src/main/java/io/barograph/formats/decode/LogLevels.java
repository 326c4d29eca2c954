package io.barograph.formats.decode;

import java.util.Locale;

/** The names by which logging libraries call the six severities. */
final class LogLevels {
  static final String EXPECTED =
      "must be TRACE, DEBUG, INFO, WARN, ERROR, FATAL or a usual synonym of one";

  private static final String[] BY_SEVERITY = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

  private LogLevels() {}

  /**
   * The severity that {@code level} means, in any case: syslog's and Python's {@code NOTICE},
   * {@code WARNING}, {@code ERR}, {@code CRITICAL}, {@code ALERT}, {@code EMERGENCY},
   * java.util.logging's {@code FINE} and {@code SEVERE} among them; null for a word that means
   * none.
   */
  static String normalise(String level) {
    return switch (level.toUpperCase(Locale.ROOT)) {
      case "TRACE", "FINER", "FINEST", "VERBOSE" -> "TRACE";
      case "DEBUG", "FINE", "DBG" -> "DEBUG";
      case "INFO", "INFORMATION", "INFORMATIONAL", "NOTICE", "CONFIG" -> "INFO";
      case "WARN", "WARNING" -> "WARN";
      case "ERROR", "ERR", "SEVERE" -> "ERROR";
      case "FATAL", "CRITICAL", "CRIT", "ALERT", "EMERGENCY", "EMERG", "PANIC", "DPANIC" -> "FATAL";
      default -> null;
    };
  }

  /** The severity of an OTLP severity number, 1 to 24, four to each; null for other numbers. */
  static String ofNumber(long number) {
    return number < 1 || number > 24 ? null : BY_SEVERITY[(int) (number - 1) / 4];
  }
}
