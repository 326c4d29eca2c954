package io.barograph.core.notify.simulation;

import io.barograph.core.delivery.Attempt;
import io.barograph.core.delivery.ChannelBook;
import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.delivery.RateLimit;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.delivery.ReceiverBook;
import io.barograph.core.delivery.ReceiverBooks;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The books of some receivers and the channels behind them, as a job drives them. */
final class Delivery {
  private static final DeliveryPolicy POLICY = DeliveryPolicy.DEFAULT;

  private final Settings settings;
  private final Map<String, ReceiverConfig> receivers;
  private final Weather weather;
  private final long begin;
  private final Observed observed;
  private final Consumer<Notification> elsewhere;
  private final ReceiverBooks books;
  private final Queue<Runnable> answers = new ArrayDeque<>();
  private long now;

  /**
   * Nothing is to be told yet.
   *
   * @param begin when the weather begins
   * @param elsewhere takes what others have to be told
   */
  Delivery(
      Settings settings,
      Weather weather,
      long begin,
      Observed observed,
      Consumer<Notification> elsewhere) {
    this.settings = settings;
    this.receivers = settings.routing().receivers();
    this.books = new ReceiverBooks(POLICY, receivers::containsKey, this::open);
    this.weather = weather;
    this.begin = begin;
    this.observed = observed;
    this.elsewhere = elsewhere;
  }

  private ReceiverBook open(String receiver) {
    ReceiverConfig config = receivers.get(receiver);
    Map<String, IntegrationConfig> channels = new HashMap<>();
    List<String> names = new ArrayList<>();
    if (config != null) {
      for (IntegrationConfig one : config.integrations()) {
        channels.put(one.name(), one);
        names.add(one.name());
      }
    }
    return new ReceiverBook(
        names,
        outlet(),
        (channel, outlet) ->
            new ChannelBook(
                    receiver,
                    channel,
                    !channels.containsKey(channel) || channels.get(channel).sendResolved(),
                    receiver.startsWith("desk") ? RateLimit.perMinute(2) : RateLimit.NONE,
                    POLICY,
                    outlet)
                .cappedAt(settings.capOf(receiver)));
  }

  private ChannelBook.Outlet outlet() {
    return new ChannelBook.Outlet() {
      @Override
      public void receipt(Receipt receipt) {}

      @Override
      public void divert(Notification notification) {
        elsewhere.accept(notification);
      }
    };
  }

  /** Takes a notification. */
  void take(Notification notification) {
    books.take(notification, now);
  }

  /** It is so late, milliseconds since the epoch: what came in the meantime is answered. */
  void goOn(long time) {
    now = time;
    for (int count = answers.size(); count > 0; count--) {
      answers.remove().run();
    }
    pump();
  }

  /** All is decided up to an instant of event time. */
  void reached(long watermark) {
    books.reached(watermark, now);
    pump();
  }

  private void pump() {
    books
        .open()
        .forEach(
            (receiver, book) ->
                book.channels().forEach((name, channel) -> pump(receiver + '/' + name, channel)));
  }

  private void pump(String name, ChannelBook book) {
    for (Optional<Attempt> next = book.next(now); next.isPresent(); next = book.next(now)) {
      Attempt attempt = next.get();
      Weather.Kind kind = weather.at(name, now - begin);
      for (NotifiedAlert alert : attempt.message().alerts()) {
        Heard heard =
            new Heard(
                name,
                alert.labels().toString(),
                alert.startsAt(),
                alert.isFiring(),
                attempt.message().groupKey(),
                attempt.message().reason().text(),
                attempt.message().id(),
                now);
        (kind == Weather.Kind.TAKES ? observed.heard : observed.refused).add(heard);
      }
      DeliveryOutcome outcome =
          switch (kind) {
            case TAKES -> DeliveryOutcome.delivered(200, "ok");
            case FAILS -> DeliveryOutcome.retry(503, "down", 0);
            case REFUSES -> DeliveryOutcome.refused(400, "no");
          };
      answers.add(() -> book.outcome(attempt, outcome, now));
    }
  }

  /** True if nothing need be remembered. */
  boolean isIdle() {
    return books.open().values().stream()
        .allMatch(
            book ->
                book.isIdle()
                    || book.channels().values().stream().anyMatch(ChannelBook::isOpenCircuit));
  }

  /** What is remembered, for people. */
  String leftovers() {
    StringBuilder text = new StringBuilder("receivers' books are not empty:");
    books
        .open()
        .forEach(
            (receiver, book) ->
                book.channels()
                    .forEach(
                        (name, channel) ->
                            text.append(
                                " %s/%s waiting %d, circuit %s"
                                    .formatted(
                                        receiver,
                                        name,
                                        channel.size(),
                                        channel.isOpenCircuit() ? "open" : "closed"))));
    return text.toString();
  }

  /** The books that are not idle. */
  Map<String, byte[]> write() throws IOException {
    Map<String, byte[]> kept = new TreeMap<>();
    for (Map.Entry<String, ReceiverBook> one : books.open().entrySet()) {
      if (!one.getValue().isIdle()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        one.getValue().write(new DataOutputStream(bytes));
        kept.put(one.getKey(), bytes.toByteArray());
      }
    }
    return kept;
  }

  /** Reads into a new one what {@link #write} wrote. */
  void read(Map<String, byte[]> kept, long time) throws IOException {
    now = time;
    for (Map.Entry<String, byte[]> one : kept.entrySet()) {
      String receiver = one.getKey();
      books.of(receiver).read(new DataInputStream(new ByteArrayInputStream(one.getValue())));
    }
    books.resume(time);
  }
}
