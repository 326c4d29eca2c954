package io.barograph.sinks.channel;

/** Settings by which no channel can be made. The message names the field, never a secret. */
public final class ChannelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The message tells where, what was wrong and what to do. */
  public ChannelException(String message) {
    super(message);
  }

  /** The same, said of a receiver. */
  ChannelException inReceiver(String receiver) {
    ChannelException said =
        new ChannelException("receiver \"%s\": %s".formatted(receiver, getMessage()));
    said.initCause(this);
    return said;
  }
}
