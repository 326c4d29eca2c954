package io.barograph.sinks.channel;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a channel knows and nobody may read: kept to be struck out of what it tells. Thread-safe;
 * never shows itself.
 */
public final class Secrets {
  private static final String STRUCK = "***";
  private static final int SHORTEST = 4;

  private final List<String> values = new CopyOnWriteArrayList<>();

  /** Adds a secret; one that is too short to be told from other text is left out. */
  public void add(String secret) {
    addOne(secret);
    addOne(URLEncoder.encode(secret, StandardCharsets.UTF_8));
  }

  private void addOne(String secret) {
    if (secret.length() >= SHORTEST && !values.contains(secret)) {
      values.add(secret);
      values.sort((one, other) -> other.length() - one.length());
    }
  }

  /** Adds what follows the host of an address: chats have their keys there. */
  public void addAddress(URI address) {
    for (String part : new String[] {address.getRawPath(), address.getRawQuery()}) {
      if (part != null && part.length() > 1) {
        add(part);
        for (String piece : part.split("[/&=]", -1)) {
          if (piece.length() >= 16) {
            add(piece);
            add(URLDecoder.decode(piece, StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  /** The text with every secret struck out. */
  public String strike(String text) {
    String safe = text;
    for (String secret : values) {
      safe = safe.replace(secret, STRUCK);
    }
    return safe;
  }

  @Override
  public String toString() {
    return "Secrets[" + values.size() + "]";
  }
}
