package io.barograph.core.template;

import java.time.ZoneId;
import java.util.Objects;

/**
 * What a message is written for, besides what it tells.
 *
 * @param externalUrl where people look at alerts, or the empty text
 * @param zone in which times are told
 * @param hasThreads true if the channel keeps together what belongs to one group
 * @param shown how many alerts are told one by one, at least 1
 */
public record MessageScope(String externalUrl, ZoneId zone, boolean hasThreads, int shown) {
  public MessageScope {
    Objects.requireNonNull(externalUrl);
    Objects.requireNonNull(zone);
    if (shown < 1) {
      throw new IllegalArgumentException("shown must be >= 1, was " + shown);
    }
  }
}
