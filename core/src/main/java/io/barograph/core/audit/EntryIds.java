package io.barograph.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Ids of entries that rest on all that was said. */
final class EntryIds {
  private static final int ID_BYTES = 8;

  private EntryIds() {}

  /** The id of what was said at a time: said again, it has the same. */
  static String of(AuditKind kind, long time, List<String> said) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : said) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return "%s-%d-%s"
          .formatted(kind.wireName(), time, HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
