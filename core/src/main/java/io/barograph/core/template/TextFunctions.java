package io.barograph.core.template;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Letters, host names and URLs, as templates use them. */
final class TextFunctions {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private TextFunctions() {}

  /** A host and the port behind it. */
  private record HostPort(String host, String port) {
    /** Splits {@code host:port} or {@code [host]:port}; absent for anything else. */
    static Optional<HostPort> split(String address) {
      int colon = address.lastIndexOf(':');
      if (colon < 0) {
        return Optional.empty();
      }
      String port = address.substring(colon + 1);
      String host = address.substring(0, colon);
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      } else if (host.contains(":")) {
        return Optional.empty();
      }
      boolean bracket = (host + port).contains("[") || (host + port).contains("]");
      return bracket ? Optional.empty() : Optional.of(new HostPort(host, port));
    }
  }

  /** The host without its port; what has none stays. */
  static String withoutPort(String address) {
    return HostPort.split(address).map(HostPort::host).orElse(address);
  }

  /** The first part of the host's name, and its port; an address stays. */
  static String withoutDomain(String address) {
    Optional<HostPort> split = HostPort.split(address);
    String host = split.map(HostPort::host).orElse(address);
    String port = split.map(HostPort::port).orElse("");
    if (IPV4.matcher(host).matches() || host.contains(":")) {
      return address;
    }
    int dot = host.indexOf('.');
    return (dot < 0 ? host : host.substring(0, dot)) + (port.isEmpty() ? "" : ":" + port);
  }

  /** The path of a URL, or the empty text. */
  static String pathOf(String url) {
    int authority = url.indexOf("://");
    int path = url.indexOf('/', authority < 0 ? 0 : authority + 3);
    return path < 0 ? "" : url.substring(path).replaceAll("[?#].*", "");
  }

  /** Each letter in upper case, one for one. */
  static String upper(String text) {
    return mapped(text, Character::toUpperCase);
  }

  /** Each letter in lower case, one for one. */
  static String lower(String text) {
    return mapped(text, Character::toLowerCase);
  }

  /** The first letter of each word in title case. */
  static String title(String text) {
    StringBuilder out = new StringBuilder();
    int[] before = {' '};
    text.codePoints()
        .forEach(
            c -> {
              out.appendCodePoint(isSeparator(before[0]) ? Character.toTitleCase(c) : c);
              before[0] = c;
            });
    return out.toString();
  }

  private static boolean isSeparator(int c) {
    if (c == '_' || Character.isLetterOrDigit(c)) {
      return false;
    }
    return c < 0x80 || Character.isWhitespace(c);
  }

  private static String mapped(String text, IntUnaryOperator letter) {
    StringBuilder out = new StringBuilder();
    text.codePoints().map(letter).forEach(out::appendCodePoint);
    return out.toString();
  }
}
