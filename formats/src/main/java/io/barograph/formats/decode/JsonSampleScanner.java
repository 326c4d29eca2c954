package io.barograph.formats.decode;

import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the parts of a JSON sample in its usual layout, without building anything.
 *
 * <p>It takes less than the format allows, and of what it takes it is certain, but for one thing:
 * the inside of the labels is not looked at, only its end is found. Whoever has seen those very
 * bytes pass the strict decoder knows them to be good.
 */
final class JsonSampleScanner {
  private static final byte[] TIMESTAMP = key("timestamp");
  private static final byte[] VALUE = key("value");
  private static final byte[] NAME = key("name");
  private static final byte[] LABELS = key("labels");
  private static final byte[] STALE = key("stale");
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private static final int HAS_TIMESTAMP = 1;
  private static final int HAS_VALUE = 2;
  private static final int HAS_NAME = 4;
  private static final int HAS_LABELS = 8;
  private static final int HAS_STALE = 16;

  /** Fewer digits than could overflow; longer ones are left to the strict decoder. */
  private static final int MAX_MILLIS_DIGITS = 15;

  private byte[] bytes;
  private int at;
  private int present;

  private int labelsFrom;
  private int labelsTo;
  private int nameFrom;
  private int nameTo;
  private long timestamp;
  private long valueBits;
  private boolean stale;

  /** Scans {@code record}; false if it is not in the usual layout or not right. */
  boolean scan(byte[] record) {
    bytes = record;
    at = 0;
    present = 0;
    stale = false;
    if (record.length > JsonRecord.MAX_BYTES || !take('{')) {
      return false;
    }
    do {
      if (!scanField()) {
        return false;
      }
    } while (take(','));
    if (!take('}')) {
      return false;
    }
    skipBlanks();
    int required = stale ? present | HAS_VALUE : present;
    return at == bytes.length
        && (required & (HAS_TIMESTAMP | HAS_VALUE | HAS_NAME | HAS_LABELS))
            == (HAS_TIMESTAMP | HAS_VALUE | HAS_NAME | HAS_LABELS)
        && EventTime.isValid(timestamp);
  }

  int labelsFrom() {
    return labelsFrom;
  }

  int labelsTo() {
    return labelsTo;
  }

  long timestamp() {
    return timestamp;
  }

  double value() {
    return Double.longBitsToDouble(valueBits);
  }

  boolean isStale() {
    return stale;
  }

  /** True if the field {@code name} is this text, in ASCII. */
  boolean nameIs(byte[] text) {
    return Arrays.equals(text, 0, text.length, bytes, nameFrom, nameTo);
  }

  private boolean scanField() {
    if (!take('"') || at == bytes.length) {
      return false;
    }
    return switch (bytes[at]) {
      case 't' -> begin(TIMESTAMP, HAS_TIMESTAMP) && scanTimestamp();
      case 'v' -> begin(VALUE, HAS_VALUE) && scanValue();
      case 'n' -> begin(NAME, HAS_NAME) && scanName();
      case 'l' -> begin(LABELS, HAS_LABELS) && scanLabels();
      case 's' -> begin(STALE, HAS_STALE) && scanStale();
      default -> false;
    };
  }

  private boolean begin(byte[] key, int flag) {
    if ((present & flag) != 0 || !takeAll(key) || !take(':')) {
      return false;
    }
    present |= flag;
    skipBlanks();
    return at < bytes.length;
  }

  private boolean scanTimestamp() {
    if (bytes[at] == '"') {
      int from = at + 1;
      if (!skipPlainText()) {
        return false;
      }
      timestamp = Rfc3339.parse(bytes, from, at - 1);
      return true;
    }
    int from = at;
    timestamp = 0;
    for (; at < bytes.length && isDigit(bytes[at]); at++) {
      timestamp = 10 * timestamp + bytes[at] - '0';
      if (at - from >= MAX_MILLIS_DIGITS) {
        return false;
      }
    }
    return at > from && (bytes[from] != '0' || at == from + 1);
  }

  private boolean scanValue() {
    if (bytes[at] == '"') {
      int from = at + 1;
      if (!skipPlainText()) {
        return false;
      }
      valueBits = DoubleText.parseBits(bytes, from, at - 1);
    } else {
      int from = at;
      if (!skipNumber()) {
        return false;
      }
      valueBits = DoubleText.parseBits(bytes, from, at);
    }
    return valueBits != DoubleText.INVALID;
  }

  private boolean scanName() {
    if (bytes[at] != '"') {
      return false;
    }
    nameFrom = at + 1;
    if (!skipPlainText()) {
      return false;
    }
    nameTo = at - 1;
    return nameTo > nameFrom;
  }

  private boolean scanStale() {
    stale = bytes[at] == 't';
    return takeAll(stale ? TRUE : FALSE);
  }

  /** Finds the end of an object that holds texts only. */
  private boolean scanLabels() {
    if (bytes[at] != '{') {
      return false;
    }
    labelsFrom = at;
    byte[] b = bytes;
    int i = at + 1;
    int end = b.length;
    while (i < end) {
      byte c = b[i++];
      if (c == '"') {
        while (i < end && b[i] != '"') {
          i += b[i] == '\\' ? 2 : 1;
        }
        i++;
      } else if (c == '}') {
        at = i;
        labelsTo = i;
        return true;
      } else if (c == '{' || c == '[') {
        return false;
      }
    }
    return false;
  }

  /** Passes by a text of printable ASCII without escapes, its quotes included. */
  private boolean skipPlainText() {
    byte[] b = bytes;
    for (int i = at + 1; i < b.length; i++) {
      byte c = b[i];
      if (c == '"') {
        at = i + 1;
        return true;
      }
      if (c < ' ' || c == '\\') {
        return false;
      }
    }
    return false;
  }

  /** Passes by a number as JSON writes it; its exponent is left to the reader of the number. */
  private boolean skipNumber() {
    int from = at;
    if (bytes[at] == '-') {
      at++;
    }
    int digits = at;
    skipDigits();
    if (at == digits || (bytes[digits] == '0' && at > digits + 1)) {
      return false;
    }
    if (at < bytes.length && bytes[at] == '.') {
      int fraction = ++at;
      skipDigits();
      if (at == fraction) {
        return false;
      }
    }
    while (at < bytes.length
        && ((bytes[at] | 0x20) == 'e'
            || bytes[at] == '+'
            || bytes[at] == '-'
            || isDigit(bytes[at]))) {
      at++;
    }
    return at > from;
  }

  private void skipDigits() {
    while (at < bytes.length && isDigit(bytes[at])) {
      at++;
    }
  }

  private boolean take(char expected) {
    skipBlanks();
    if (at < bytes.length && bytes[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  private boolean takeAll(byte[] expected) {
    if (bytes.length - at < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[at + i] != expected[i]) {
        return false;
      }
    }
    at += expected.length;
    return true;
  }

  private void skipBlanks() {
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static byte[] key(String name) {
    return (name + '"').getBytes(StandardCharsets.US_ASCII);
  }
}
