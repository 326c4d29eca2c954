package io.barograph.cli.watch;

import io.barograph.core.delivery.Attempt;
import io.barograph.core.delivery.ChannelBook;
import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.NamedChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells each channel of a receiver what it has to be told, again until it is taken or refused. Not
 * thread-safe.
 */
public final class Crier implements AutoCloseable {
  /* Who cries that nobody else can does not give up within a day. */
  private static final DeliveryPolicy POLICY =
      new DeliveryPolicy(1_000, 60_000, 86_400_000, 20, 30_000, 86_400_000);

  private final Map<ChannelBook, Channel> channels = new LinkedHashMap<>();

  /**
   * A crier that has nothing to tell. All channels are told of the end as well.
   *
   * @param receipts takes what became of it
   * @throws io.barograph.sinks.channel.ChannelException if settings are no good
   */
  public Crier(ReceiverConfig receiver, ChannelContext context, Consumer<Receipt> receipts) {
    for (NamedChannel named : Channels.create(receiver, context)) {
      Channel channel = named.channel();
      channels.put(
          new ChannelBook(
              receiver.name(), named.name(), true, channel.limit(), POLICY, outlet(receipts)),
          channel);
    }
  }

  /** What a channel does not take is told nowhere else: all channels are told already. */
  private static ChannelBook.Outlet outlet(Consumer<Receipt> receipts) {
    return new ChannelBook.Outlet() {
      @Override
      public void receipt(Receipt receipt) {
        receipts.accept(receipt);
      }

      @Override
      public void divert(Notification notification) {}
    };
  }

  /** Has to tell something from now on. */
  public void tell(Notification notification, long now) {
    channels.keySet().forEach(book -> book.add(notification, now));
  }

  /** Tells what may be told now, and waits for the answers. */
  public void send(long now) {
    List<Runnable> answers = new ArrayList<>();
    channels.forEach(
        (book, channel) -> {
          for (Optional<Attempt> next = book.next(now); next.isPresent(); next = book.next(now)) {
            Attempt attempt = next.get();
            var answer = channel.send(attempt.message());
            answers.add(() -> book.outcome(attempt, answer.join(), now));
          }
        });
    answers.forEach(Runnable::run);
  }

  @Override
  public void close() {
    channels.values().forEach(Channel::close);
  }
}
