package io.barograph.cli.notify;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.sinks.channel.NamedChannel;
import java.util.Optional;

/**
 * What came of telling one channel something.
 *
 * @param channel what it is called, such as {@code webhook[0]}
 * @param outcome what became of the attempt; empty if there was none, since the channel is not told
 *     of ends
 * @param millis how long it took
 */
public record ChannelTrial(String channel, Optional<DeliveryOutcome> outcome, long millis) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Tells a channel something, unless it is of an end and the channel is told of none. */
  public static ChannelTrial of(NamedChannel channel, Notification notification) {
    if (!notification.isFiring() && !channel.sendResolved()) {
      return new ChannelTrial(channel.name(), Optional.empty(), 0);
    }
    long begin = System.nanoTime();
    DeliveryOutcome outcome = channel.channel().send(notification).join();
    long millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    return new ChannelTrial(channel.name(), Optional.of(outcome), millis);
  }

  /** True if it was tried and the channel has not taken it. */
  public boolean failed() {
    return outcome.filter(it -> it.kind() != DeliveryOutcome.Kind.DELIVERED).isPresent();
  }
}
