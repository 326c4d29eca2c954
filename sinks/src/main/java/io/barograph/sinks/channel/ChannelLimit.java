package io.barograph.sinks.channel;

import java.io.Serializable;

/**
 * How often the other side of a channel may be told something.
 *
 * @param messages how many messages in any window; 0 if there is no limit
 * @param perMillis the length of the window, milliseconds
 */
public record ChannelLimit(int messages, long perMillis) implements Serializable {
  /** No limit. */
  public static final ChannelLimit NONE = new ChannelLimit(0, 0);

  /** Checks the bounds. */
  public ChannelLimit {
    if (messages < 0 || (messages > 0 && perMillis <= 0)) {
      throw new IllegalArgumentException(
          "a limit must be of >= 0 messages per > 0 ms, was %d per %d ms"
              .formatted(messages, perMillis));
    }
  }

  /** So many in any minute. */
  public static ChannelLimit perMinute(int messages) {
    return new ChannelLimit(messages, 60_000);
  }

  /** True if there is no limit. */
  public boolean isNone() {
    return messages == 0;
  }
}
