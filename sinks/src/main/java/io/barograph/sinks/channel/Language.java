package io.barograph.sinks.channel;

/** The language of the messages that ship. */
public enum Language {
  /** English. */
  EN,
  /** Chinese. */
  ZH;

  /**
   * The language of that code.
   *
   * @throws IllegalArgumentException if there are no messages in it
   */
  public static Language of(String code) {
    return switch (code) {
      case "en" -> EN;
      case "zh" -> ZH;
      default ->
          throw new IllegalArgumentException(
              "no messages in the language \"%s\"; there are en and zh".formatted(code));
    };
  }

  /** Its code, {@code en} or {@code zh}. */
  public String code() {
    return this == ZH ? "zh" : "en";
  }
}
