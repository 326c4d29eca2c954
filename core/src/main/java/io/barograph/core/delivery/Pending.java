package io.barograph.core.delivery;

import io.barograph.core.notify.Notification;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A notification that waits for a channel.
 *
 * @param notification what is to be told
 * @param arrivedAt when it came, milliseconds since the epoch
 * @param attempts how often it was tried
 * @param notBefore when it may be tried next
 */
record Pending(Notification notification, long arrivedAt, int attempts, long notBefore) {
  static Pending of(Notification notification, long now) {
    return new Pending(notification, now, 0, now);
  }

  Pending with(Notification other) {
    return new Pending(other, arrivedAt, attempts, notBefore);
  }

  Pending arrivedAt(long now) {
    return new Pending(notification, now, attempts, notBefore);
  }

  Pending tried() {
    return new Pending(notification, arrivedAt, attempts + 1, notBefore);
  }

  Pending notBefore(long nextTry) {
    return new Pending(notification, arrivedAt, attempts, nextTry);
  }

  /**
   * How long to wait before it is tried again, milliseconds: exponential, and spread over half of
   * itself, so that what failed together does not come again together; by the notification's id, so
   * that a replay waits as long.
   *
   * @param leastMillis as long as the channel asks to be left alone
   */
  long backOff(DeliveryPolicy policy, long leastMillis) {
    int before = attempts - 1;
    long most =
        Math.min(policy.longestRetryMillis(), policy.firstRetryMillis() << Math.min(before, 20));
    long spread = most / 2;
    int hash = (notification.id() + before).hashCode();
    long jitter = spread == 0 ? 0 : Math.floorMod(hash * 2_654_435_761L, spread);
    return Math.max(leastMillis, most - jitter);
  }

  void write(DataOutput out) throws IOException {
    notification.write(out);
    out.writeLong(arrivedAt);
    out.writeInt(attempts);
    out.writeLong(notBefore);
  }

  static Pending read(DataInput in) throws IOException {
    return new Pending(Notification.read(in), in.readLong(), in.readInt(), in.readLong());
  }
}
