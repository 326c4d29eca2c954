package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.decision.Decision;
import io.barograph.core.delivery.Attempt;
import io.barograph.core.delivery.ChannelBook;
import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.delivery.RateLimit;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.delivery.ReceiverBook;
import io.barograph.core.delivery.ReceiverBooks;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.TimeIntervals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two hours in which nothing was told: what is told then. */
class StandstillTest {
  private static final long MINUTE = 60_000;
  private static final long DOWN = 10 * MINUTE;
  private static final long UP = DOWN + 120 * MINUTE;

  private final List<Notification> heard = new ArrayList<>();
  private final List<Notification> decided = new ArrayList<>();
  private final ReceiverBooks books =
      new ReceiverBooks(DeliveryPolicy.DEFAULT, any -> true, this::open);
  private final Dispatcher dispatcher = dispatcher();

  private ReceiverBook open(String receiver) {
    ChannelBook.Outlet outlet =
        new ChannelBook.Outlet() {
          @Override
          public void receipt(Receipt receipt) {}

          @Override
          public void divert(Notification notification) {
            throw new AssertionError("nothing is refused");
          }
        };
    return new ReceiverBook(
        List.of("webhook[0]"),
        outlet,
        (channel, results) ->
            new ChannelBook(
                receiver, channel, true, RateLimit.NONE, DeliveryPolicy.DEFAULT, results));
  }

  private Dispatcher dispatcher() {
    IntegrationConfig webhook = new IntegrationConfig("webhook", 0, true, Map.of());
    RoutingConfig config =
        new RoutingConfig(
            new RouteBuilder().receiver("ops").groupBy(List.of("alertname")).build(),
            Map.of("ops", new ReceiverConfig("ops", List.of(webhook))),
            List.of(),
            TimeIntervals.NONE,
            List.of(),
            Map.of());
    return new Dispatcher(
        config,
        new Told() {
          @Override
          public void notify(Notification notification) {
            decided.add(notification);
          }

          @Override
          public void decided(Decision decision) {}
        });
  }

  private static Labels alert(String name, int instance) {
    return Labels.of("alertname", name, "instance", "i" + instance);
  }

  /**
   * Of four groups, two fire before the standstill: Ends ends in it and Stays does not. In it, each
   * minute an alert of each of two others fires for 20 minutes: Comes fires at its end, Goes does
   * not.
   */
  private static List<Alert> alerts() {
    List<Alert> all = new ArrayList<>();
    all.add(Alerts.fires(alert("Ends", 0), MINUTE));
    all.add(Alerts.fires(alert("Stays", 0), MINUTE));
    all.add(Alerts.ends(alert("Ends", 0), MINUTE, DOWN + 30 * MINUTE));
    for (int i = 1; i <= 90; i++) {
      for (String name : List.of("Goes", "Comes")) {
        long since = DOWN + i * MINUTE;
        all.add(Alerts.fires(alert(name, i), since));
        all.add(Alerts.ends(alert(name, i), since, since + 20 * MINUTE));
      }
    }
    all.add(Alerts.fires(alert("Comes", 0), UP - 20 * MINUTE));
    all.sort(Comparator.comparingLong(Alert::updatedAt));
    return all;
  }

  private void deliver(long now) {
    decided.forEach(notification -> books.take(notification, now));
    decided.clear();
    ChannelBook channel = books.of("ops").channels().get("webhook[0]");
    for (Optional<Attempt> next = channel.next(now); next.isPresent(); next = channel.next(now)) {
      heard.add(next.get().message());
      channel.outcome(next.get(), DeliveryOutcome.delivered(200, "ok"), now);
    }
  }

  private void readUpTo(long time, List<Alert> alerts) {
    while (!alerts.isEmpty() && alerts.get(0).updatedAt() <= time) {
      dispatcher.take(alerts.remove(0));
    }
    dispatcher.advance(time);
  }

  private Stream<String> story() {
    return heard.stream()
        .map(
            one ->
                "%s %s +%d -%d"
                    .formatted(
                        one.groupKey(), one.reason(), one.firing().size(), one.resolved().size()));
  }

  private void expectOneOfEachGroupAndADigest() {
    assertThat(story())
        .containsExactlyInAnyOrder(
            "{}:{alertname=\"Ends\"} CAUGHT_UP +0 -1",
            "{}:{alertname=\"Comes\"} CAUGHT_UP +1 -0",
            "{}:{digest=\"backlog\"} CAUGHT_UP +0 -180");
  }

  @Test
  void aJobThatWasDownTellsTheStateOfEachGroupAndOneDigest() {
    List<Alert> alerts = alerts();
    readUpTo(2 * MINUTE, alerts);
    deliver(2 * MINUTE);
    assertThat(heard).hasSize(2);
    heard.clear();
    for (long time = DOWN; time <= UP; time += MINUTE) {
      readUpTo(time, alerts);
      deliver(UP);
      books.reached(time, UP);
    }
    deliver(UP);

    expectOneOfEachGroupAndADigest();
  }

  @Test
  void soDoesADeliveryThatStoodStill() {
    List<Alert> alerts = alerts();
    readUpTo(2 * MINUTE, alerts);
    deliver(2 * MINUTE);
    heard.clear();
    readUpTo(UP, alerts);
    deliver(UP);
    books.reached(UP, UP);
    deliver(UP);

    expectOneOfEachGroupAndADigest();
  }

  @Test
  void withoutHoldingBackItWouldBeMany() {
    List<Alert> alerts = alerts();
    readUpTo(2 * MINUTE, alerts);
    deliver(2 * MINUTE);
    heard.clear();
    for (long time = DOWN; time <= UP; time += MINUTE) {
      readUpTo(time, alerts);
      deliver(time);
    }

    assertThat(heard).hasSizeGreaterThan(40);
  }
}
