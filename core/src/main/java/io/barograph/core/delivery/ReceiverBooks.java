package io.barograph.core.delivery;

import io.barograph.core.notify.Notification;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The books of all receivers, which are opened when they are needed. Not thread-safe. */
public final class ReceiverBooks {
  private final DeliveryPolicy policy;
  private final Predicate<String> isKnown;
  private final Function<String, ReceiverBook> opener;
  private final Map<String, ReceiverBook> books = new TreeMap<>();

  /**
   * No receiver has to be told anything.
   *
   * @param isKnown whether there is a receiver of a name; what others have to be told is diverted
   * @param opener a new book of a receiver
   */
  public ReceiverBooks(
      DeliveryPolicy policy, Predicate<String> isKnown, Function<String, ReceiverBook> opener) {
    this.policy = policy;
    this.isKnown = isKnown;
    this.opener = opener;
  }

  /** The book of a receiver, known or not. */
  public ReceiverBook of(String receiver) {
    return books.computeIfAbsent(receiver, opener);
  }

  /** Those that are open, by receiver. */
  public Map<String, ReceiverBook> open() {
    return books;
  }

  /** The job goes on behind a restart, at {@code now}, milliseconds since the epoch. */
  public void resume(long now) {
    books.values().forEach(book -> book.resume(now));
  }

  /** Takes a notification; it is held back if it was decided long ago. */
  public void take(Notification notification, long now) {
    ReceiverBook book = of(notification.receiver());
    if (isKnown.test(notification.receiver())) {
      book.add(notification, policy.isBehind(notification.at(), now), now);
    } else {
      book.divert(notification, now);
    }
  }

  /**
   * All is decided up to an instant of event time: what was held back is told if that is not long
   * ago.
   */
  public void reached(long watermark, long now) {
    if (!policy.isBehind(watermark, now)) {
      books.values().forEach(book -> book.catchUp(now));
    }
  }
}
