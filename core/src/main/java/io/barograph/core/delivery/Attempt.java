package io.barograph.core.delivery;

import io.barograph.core.notify.Notification;
import java.util.List;

/**
 * What a channel is to be told now.
 *
 * @param message what to send
 * @param groups the keys of the groups of which it tells
 * @param notifications of how many notifications it tells; several if it is a digest
 */
public record Attempt(Notification message, List<String> groups, int notifications) {
  /** True if it tells of several notifications at once. */
  public boolean isDigest() {
    return notifications > 1;
  }
}
