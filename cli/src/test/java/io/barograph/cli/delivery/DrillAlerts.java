package io.barograph.cli.delivery;

import java.util.Locale;

/** The alerts of a drill: each fires once and ends. */
final class DrillAlerts {
  /** So many names of three letters there are. */
  static final int MOST = 26 * 26 * 26;

  private DrillAlerts() {}

  /** The name of an alert, {@code aaa} to {@code zzz}. */
  static String name(int number) {
    return ""
        + (char) ('a' + number / 676)
        + (char) ('a' + number / 26 % 26)
        + (char) ('a' + number % 26);
  }

  /** What is told of it: its name, in capitals if it fires. */
  static String word(String name, String status) {
    return status.equals("firing") ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** The word of the beginning of the alert of a word. */
  static String beginning(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  static boolean isFiring(String word) {
    return Character.isUpperCase(word.charAt(0));
  }
}
