package io.barograph.sinks.channel;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A network of addresses.
 *
 * @param prefix its first address in hexadecimal digits
 * @param bits how many bits of an address decide
 */
record Network(String prefix, int bits) implements Serializable {
  /** True if a text is an address or a network rather than a name. */
  static boolean isOne(String text) {
    return text.contains("/") || text.contains(":") || text.matches("[0-9.]+");
  }

  /**
   * Reads {@code 10.0.0.0/8}, or an address alone.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Network parse(String text) {
    String[] parts = text.split("/", 2);
    try {
      boolean isLiteral = parts[0].contains(":") || parts[0].matches("[0-9.]+");
      byte[] address = isLiteral ? InetAddress.getByName(parts[0]).getAddress() : new byte[0];
      int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
      if (isLiteral && bits >= 0 && bits <= address.length * 8) {
        return new Network(HexFormat.of().formatHex(address), bits);
      }
    } catch (UnknownHostException | NumberFormatException wrong) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "target \"%s\" is no network such as 10.0.0.0/8".formatted(text));
  }

  boolean contains(InetAddress address) {
    byte[] mine = HexFormat.of().parseHex(prefix);
    byte[] its = address.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(mine, 0, whole, its, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((mine[whole] ^ its[whole]) & 0xff & (0xff << (8 - rest))) == 0;
  }
}
