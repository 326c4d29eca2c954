package io.barograph.core.audit;

/** Texts that come from outside, at most so long. */
final class AuditText {
  private static final String MORE = "...";

  private AuditText() {}

  /** The text, or what of it fits, followed by dots; no pair of surrogates is cut in two. */
  static String atMost(int characters, String text) {
    if (text.length() <= characters) {
      return text;
    }
    int end = characters - MORE.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + MORE;
  }
}
