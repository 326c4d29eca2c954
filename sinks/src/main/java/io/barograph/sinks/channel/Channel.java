package io.barograph.sinks.channel;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import java.util.concurrent.CompletableFuture;

/**
 * One way to tell something to one receiver. Thread-safe; several notifications may be under way at
 * once. A channel makes one attempt for each call: order, limits and repetition are its caller's.
 */
public interface Channel extends AutoCloseable {
  /**
   * Tells a notification. Texts may be made on the caller's thread; what follows runs on threads of
   * the channel, and so does what the caller attaches to the future.
   *
   * @return what became of the attempt; it never completes exceptionally for what the other side
   *     does, and always completes after about the channel's timeout
   */
  CompletableFuture<DeliveryOutcome> send(Notification notification);

  /** How often the other side may be told something. */
  RateLimit limit();

  /** Gives up what is under way. */
  @Override
  void close();
}
