package io.barograph.formats.record;

import io.barograph.formats.decode.MalformedRecordException;

/** Texts that become labels, or are kept by the thousand: shorter ones than other fields may be. */
final class ShortText {
  /** The longest name of a service, feature or funnel, user or id, in characters. */
  static final int MAX_NAME = 128;

  /** The longest endpoint, in characters. */
  static final int MAX_ENDPOINT = 256;

  private ShortText() {}

  /** Text that must be given, of {@code most} characters at most. */
  static String of(RecordFields fields, String field, int most) throws MalformedRecordException {
    String text = fields.text(field);
    if (text.length() > most) {
      throw MalformedRecordException.tooLarge(field, text.length(), most);
    }
    return text;
  }

  /** The same, or the empty text if it is not given. */
  static String orEmpty(RecordFields fields, String field, int most)
      throws MalformedRecordException {
    return fields.has(field) ? of(fields, field, most) : "";
  }
}
