package io.barograph.core.alert;

/** How soon somebody has to look: P1 at once, P4 when there is time. */
public enum Priority {
  P1,
  P2,
  P3,
  P4;

  /**
   * The priority that a severity label stands for: {@code critical} P1, {@code error} P2, {@code
   * warning} P3, anything else P4. {@code page} and {@code high} are read as critical and error.
   */
  public static Priority ofSeverity(String severity) {
    return switch (severity) {
      case "critical", "page" -> P1;
      case "error", "high" -> P2;
      case "warning" -> P3;
      default -> P4;
    };
  }

  /** The more urgent of two. */
  public static Priority mostUrgent(Priority one, Priority other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
