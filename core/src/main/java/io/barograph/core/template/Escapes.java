package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import java.nio.charset.StandardCharsets;

/** Texts made safe for where they go. */
final class Escapes {
  private Escapes() {}

  /** For HTML. */
  static String html(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\0' -> out.append('\uFFFD');
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** For a JavaScript string. */
  static String javaScript(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\', '\'', '"' -> out.append('\\').append((char) c);
                case '<', '>', '&', '=' -> out.append("\\u%04X".formatted(c));
                default -> {
                  if (c < ' ' || (c >= 0x80 && !GoQuote.isPrintable(c))) {
                    out.append("\\u%04X".formatted(c));
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.toString();
  }

  /** For a value in the query of a URL. */
  static String query(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean isLetter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      if (isLetter || (b >= '0' && b <= '9') || "-_.~".indexOf(b) >= 0) {
        out.append((char) b);
      } else if (b == ' ') {
        out.append('+');
      } else {
        out.append("%%%02X".formatted(b & 0xFF));
      }
    }
    return out.toString();
  }

  /**
   * What stands behind an escaped part of a query.
   *
   * @throws FailedCallException if a percent sign begins no escape
   */
  static String unescaped(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new FailedCallException("invalid URL escape in " + GoQuote.quote(text));
        }
        out[length++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        out[length++] = bytes[i] == '+' ? (byte) ' ' : bytes[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
