package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.delivery.Attempt;
import io.barograph.core.delivery.ChannelBook;
import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.delivery.RateLimit;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.delivery.ReceiverBook;
import io.barograph.core.delivery.ReceiverBooks;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.TimeIntervals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 10,000 alerts a minute for ten minutes, on 200 services: what receivers are told of it. */
class FloodTest {
  private static final long BEGIN = 1_767_571_200_000L; // 2026-01-05T00:00:00Z
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final int FLOOD = 100_000;
  private static final int SERVICES = 200;

  /** The most that may be written for an alert, of whatever books: bytes. */
  private static final int MOST_BYTES = 600;

  private static final List<String> NAMES = List.of("Down", "Slow", "Errors", "Queue", "Stale");

  private final Map<String, List<Notification>> heard = new TreeMap<>();
  private final Map<String, Set<String>> toldFiring = new HashMap<>();
  private final Map<String, Set<String>> toldEnded = new HashMap<>();
  private final PartsInMemory parts = new PartsInMemory();
  private final ReceiverBooks books =
      new ReceiverBooks(DeliveryPolicy.DEFAULT, any -> true, this::open);
  private long now = BEGIN;

  private ReceiverBook open(String receiver) {
    ChannelBook.Outlet outlet =
        new ChannelBook.Outlet() {
          @Override
          public void receipt(Receipt receipt) {
            assertThat(receipt.result()).isEqualTo(Receipt.Result.DELIVERED);
          }

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

  private Dispatcher dispatcher(List<String> groupBy, StormPolicy policy) {
    RouteBuilder root = new RouteBuilder().receiver("all").groupBy(groupBy);
    root.route(route("pager", LabelMatcher.equal("severity", "critical")));
    root.route(route("team-7", LabelMatcher.equal("team", "t7")));
    root.route(route("all", LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "alertname", "")));
    Map<String, ReceiverConfig> receivers = new TreeMap<>();
    for (String name : List.of("all", "pager", "team-7")) {
      IntegrationConfig webhook = new IntegrationConfig("webhook", 0, true, Map.of());
      receivers.put(name, new ReceiverConfig(name, List.of(webhook)));
    }
    RoutingConfig config =
        new RoutingConfig(
            root.build(), receivers, List.of(), TimeIntervals.NONE, List.of(), Map.of());
    return new Dispatcher(
        config,
        RoutingExtensions.NONE,
        policy,
        new Told() {
          @Override
          public void notify(Notification notification) {
            now = notification.at();
            books.take(notification, now);
            deliver();
          }

          @Override
          public void decided(Decision decision) {
            assertThat(decision.code()).isEqualTo(DecisionCode.ALERT_TOLD);
            boolean isFiring = decision.parameters().get("status").equals("firing");
            (isFiring ? toldFiring : toldEnded)
                .computeIfAbsent(decision.parameters().get("receiver"), any -> new HashSet<>())
                .add(decision.alert());
          }
        });
  }

  private static RouteBuilder route(String receiver, LabelMatcher matcher) {
    return new RouteBuilder().receiver(receiver).continues(true).matchers(List.of(matcher));
  }

  private void deliver() {
    books
        .open()
        .forEach(
            (receiver, book) -> {
              ChannelBook channel = book.channels().get("webhook[0]");
              for (Optional<Attempt> next = channel.next(now);
                  next.isPresent();
                  next = channel.next(now)) {
                heard.computeIfAbsent(receiver, any -> new ArrayList<>()).add(next.get().message());
                channel.outcome(next.get(), DeliveryOutcome.delivered(200, "ok"), now);
              }
            });
  }

  /** The transitions of the flood in the order of time; each alert fires for up to 25 minutes. */
  private static List<Alert> flood(int alerts) {
    Random random = new Random(7);
    List<Alert> transitions = new ArrayList<>();
    for (int i = 0; i < alerts; i++) {
      int service = random.nextInt(SERVICES);
      Labels labels =
          Labels.builder()
              .set("alertname", NAMES.get(i % NAMES.size()))
              .set("service", "s" + service)
              .set("team", "t" + service % 10)
              .set("severity", random.nextInt(10) == 0 ? "critical" : "warning")
              .set("instance", "i" + i)
              .build();
      long since = BEGIN + i * 10L * MINUTE / alerts;
      transitions.add(Alerts.fires(labels, since));
      long until = since + 10 * SECOND + random.nextInt((int) (25 * MINUTE));
      transitions.add(Alerts.ends(labels, since, until));
    }
    transitions.sort(Comparator.comparingLong(Alert::updatedAt));
    return transitions;
  }

  private int write(Dispatcher dispatcher) throws IOException {
    dispatcher.writeChanges(parts);
    return parts.bytes();
  }

  @ParameterizedTest(name = "{1} alerts grouped by {0}")
  @CsvSource({"service, 100000", "alertname, 100000", "instance, 10000"})
  void tellsEachReceiverAtMostFiveTimesAndTheEndOfAll(String groupBy, int alerts)
      throws IOException {
    Dispatcher dispatcher = dispatcher(List.of(groupBy), StormPolicy.DEFAULT);
    int most = 0;
    long nextWrite = BEGIN;
    for (Alert alert : flood(alerts)) {
      dispatcher.take(alert);
      if (alert.updatedAt() >= nextWrite) {
        nextWrite += 10 * MINUTE;
        most = Math.max(most, write(dispatcher));
      }
    }
    dispatcher.advance(BEGIN + 120 * MINUTE);
    write(dispatcher);

    assertThat(heard).containsOnlyKeys("all", "pager", "team-7");
    assertThat(heard.values()).allMatch(messages -> messages.size() <= 5);
    assertThat(heard.values()).allMatch(messages -> messages.get(0).isFiring());
    assertThat(heard.values())
        .allMatch(
            messages -> messages.get(messages.size() - 1).reason() == NotifyReason.ALL_RESOLVED);
    // All but those that came and went between two messages.
    assertThat(toldFiring.get("all")).hasSizeGreaterThan(alerts / 2);
    assertThat(toldEnded).isEqualTo(toldFiring);
    assertThat(most).isLessThan(alerts * MOST_BYTES);
    assertThat(parts.isEmpty()).as("%s", parts).isTrue();
    assertThat(dispatcher.groups()).isZero();
    assertThat(books.open().values()).allMatch(ReceiverBook::isIdle);
  }

  @Test
  void wouldBeToldOfEachGroupWithoutStorms() {
    Dispatcher dispatcher = dispatcher(List.of("service"), StormPolicy.NONE);
    flood(FLOOD / 10).forEach(dispatcher::take);
    dispatcher.advance(BEGIN + 120 * MINUTE);

    assertThat(heard.get("all")).hasSizeGreaterThan(1_000);
    assertThat(toldEnded).isEqualTo(toldFiring);
  }
}
