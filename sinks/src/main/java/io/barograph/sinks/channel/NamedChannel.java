package io.barograph.sinks.channel;

/**
 * A channel of a receiver.
 *
 * @param name what it is called in receipts and metrics, such as {@code webhook[0]}
 * @param sendResolved whether it is told when alerts end
 * @param channel the channel; whoever made it closes it
 */
public record NamedChannel(String name, boolean sendResolved, Channel channel) {}
