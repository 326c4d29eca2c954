package io.barograph.cli.orders;

/** Text of others on one line of a terminal. */
public final class PlainText {
  private PlainText() {}

  /** The text with a space for each character that would steer the terminal or end the line. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", " ").strip();
  }
}
