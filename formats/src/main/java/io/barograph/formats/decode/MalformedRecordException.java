package io.barograph.formats.decode;

import io.barograph.core.deadletter.DeadLetterReason;

/**
 * A record whose bytes are not what its format says. The message names the field, its value and
 * what is expected, in at most {@value #MAX_MESSAGE_LENGTH} printable characters.
 *
 * <p>It carries no stack trace: it tells of data, and a flood of bad records must stay cheap.
 */
public final class MalformedRecordException extends Exception {
  /** The longest message in characters; a longer one is cut. */
  public static final int MAX_MESSAGE_LENGTH = 300;

  private static final int MAX_VALUE_LENGTH = 80;

  private final DeadLetterReason reason;

  /** An exception that says {@code message}, cut to its bound and freed of control characters. */
  public MalformedRecordException(DeadLetterReason reason, String message) {
    super(printable(message, MAX_MESSAGE_LENGTH), null, false, false);
    this.reason = reason;
  }

  /**
   * A field with a value that its format does not allow.
   *
   * @param field the field's path, or {@code record} for the whole
   * @param value the value as it stood
   * @param expected what is expected: {@code must be ...}
   */
  public static MalformedRecordException of(String field, String value, String expected) {
    return malformed(
        "%s: %s, was \"%s\"".formatted(field, expected, printable(value, MAX_VALUE_LENGTH)));
  }

  /** A record that breaks its format where there is no value to show. */
  public static MalformedRecordException malformed(String message) {
    return new MalformedRecordException(DeadLetterReason.MALFORMED, message);
  }

  /** A record that is over a bound on its size. */
  public static MalformedRecordException tooLarge(String field, long size, long bound) {
    return new MalformedRecordException(
        DeadLetterReason.TOO_LARGE,
        "%s: must be at most %d bytes, was %d; split the record".formatted(field, bound, size));
  }

  /** A record that more than one format, or none, fits. */
  static MalformedRecordException ambiguous(String message) {
    return new MalformedRecordException(DeadLetterReason.AMBIGUOUS_FORMAT, message);
  }

  /** Why the record is a dead letter. */
  public DeadLetterReason reason() {
    return reason;
  }

  private static String printable(String text, int bound) {
    boolean cut = text.length() > bound;
    StringBuilder printable = new StringBuilder(Math.min(text.length(), bound));
    for (int i = 0; i < (cut ? bound - 3 : text.length()); i++) {
      char c = text.charAt(i);
      boolean plain = !Character.isISOControl(c) && !Character.isSurrogate(c) && c != '\uFFFD';
      printable.append(plain ? c : '?');
    }
    return cut ? printable.append("...").toString() : printable.toString();
  }
}
