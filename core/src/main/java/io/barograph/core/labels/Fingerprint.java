package io.barograph.core.labels;

import java.nio.charset.StandardCharsets;

/**
 * The 64-bit FNV-1a hash of a label set, as Alertmanager computes it: each pair in name order
 * contributes its name, the byte 0xFF, its value and the byte 0xFF, all in UTF-8.
 *
 * <p>The empty set hashes to {@code cbf29ce484222325}, FNV's offset basis.
 */
public final class Fingerprint {
  /** FNV-1a's starting value, and so the fingerprint of the empty set. */
  public static final long OFFSET_BASIS = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;
  private static final int SEPARATOR = 0xFF;

  private Fingerprint() {}

  /** Folds one pair into {@code hash}; pairs must come in ascending order of their names. */
  public static long add(long hash, String name, String value) {
    return addByte(addText(addByte(addText(hash, name), SEPARATOR), value), SEPARATOR);
  }

  /** The 16 lower-case hexadecimal digits by which people and other tools know a fingerprint. */
  public static String toHex(long fingerprint) {
    char[] digits = new char[16];
    for (int i = 0; i < 16; i++) {
      digits[i] = Character.forDigit((int) (fingerprint >>> (60 - 4 * i)) & 0xF, 16);
    }
    return new String(digits);
  }

  private static long addText(long hash, String text) {
    long result = hash;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return addUtf8(result, text.substring(i));
      }
      result = addByte(result, c);
    }
    return result;
  }

  private static long addUtf8(long hash, String text) {
    long result = hash;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      result = addByte(result, b & 0xFF);
    }
    return result;
  }

  private static long addByte(long hash, int unsignedByte) {
    return (hash ^ unsignedByte) * PRIME;
  }
}
