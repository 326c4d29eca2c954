package io.barograph.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChannelBookTest {
  private static final DeliveryOutcome TAKEN = DeliveryOutcome.delivered(200, "ok");
  private static final DeliveryOutcome DOWN = DeliveryOutcome.retry(503, "down", 0);
  private static final DeliveryOutcome NEVER = DeliveryOutcome.refused(400, "no such robot");

  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Notification> diverted = new ArrayList<>();
  private ChannelBook book = book(RateLimit.NONE, true);

  private ChannelBook book(RateLimit limit, boolean wantsResolved) {
    return new ChannelBook(
        "ops",
        "webhook[0]",
        wantsResolved,
        limit,
        DeliveryPolicy.DEFAULT,
        new ChannelBook.Outlet() {
          @Override
          public void receipt(Receipt receipt) {
            receipts.add(receipt);
          }

          @Override
          public void divert(Notification notification) {
            diverted.add(notification);
          }
        });
  }

  /** A notification of a group: {@code +a} fires, {@code -b} has ended. */
  static Notification notification(String id, String group, String... alerts) {
    List<NotifiedAlert> all =
        Arrays.stream(alerts)
            .map(
                alert ->
                    new NotifiedAlert(
                        Labels.of("alertname", alert.substring(1)),
                        new TreeMap<>(),
                        1,
                        alert.startsWith("+") ? NotifiedAlert.FIRES_ON : 2,
                        "",
                        alert.substring(1) + "-1",
                        Priority.P2))
            .toList();
    return new Notification(
        id, "ops", group, Labels.EMPTY, Labels.EMPTY, NotifyReason.FIRST, all, 0, "", 1);
  }

  /** The end of all alerts of a group, of which only some are named. */
  private static Notification endOfMore(String id, String group, String... alerts) {
    Notification some = notification(id, group, alerts);
    return new Notification(
        id,
        some.receiver(),
        group,
        Labels.EMPTY,
        Labels.EMPTY,
        NotifyReason.ALL_RESOLVED,
        some.alerts(),
        40,
        "",
        1);
  }

  /** {@code +a} fires, {@code -b} has ended. */
  static List<String> alerts(Notification notification) {
    return notification.alerts().stream()
        .map(alert -> (alert.isFiring() ? "+" : "-") + alert.labels().get("alertname"))
        .toList();
  }

  private Attempt next(long now) {
    return book.next(now).orElseThrow();
  }

  private List<String> results() {
    return receipts.stream()
        .map(receipt -> receipt.notification() + ' ' + receipt.result().wireName())
        .toList();
  }

  @Test
  void tellsElsewhereThatAllHasEndedThoughItNamesOthersThanWereTold() {
    book.add(notification("1", "g", "+a", "+b"), 0);
    book.outcome(next(0), NEVER, 0);
    book.add(endOfMore("2", "g", "-c"), 10);

    assertThat(diverted).extracting(Notification::id).containsExactly("1", "2");
    assertThat(diverted.get(1).divertedTo("last").reason()).isEqualTo(NotifyReason.ALL_RESOLVED);
    assertThat(results()).containsExactly("1 refused", "2 never_told");
    assertThat(book.isIdle()).isTrue();
  }

  @Test
  void endsBehindABacklogAlsoWhatTheEndOfAllDoesNotName() {
    Backlog backlog = new Backlog();
    backlog.add(notification("1", "g", "+a", "+b"));
    backlog.add(endOfMore("2", "g", "-c"));

    assertThat(backlog.release((any, alert) -> false))
        .allMatch(one -> one.firing().isEmpty())
        .extracting(ChannelBookTest::alerts)
        .contains(List.of("-a", "-b"));
  }

  @Test
  void tellsOneGroupInOrderAndOthersMeanwhile() {
    book.add(notification("1", "g", "+a"), 0);
    book.add(notification("2", "g", "-a"), 0);
    book.add(notification("3", "h", "+b"), 0);
    Attempt first = next(0);
    Attempt other = next(0);

    assertThat(first.message().id()).isEqualTo("1");
    assertThat(other.message().id()).isEqualTo("3");
    assertThat(book.next(0)).isEmpty();
    assertThat(book.wakeAt(0)).isEqualTo(Long.MAX_VALUE);
    book.outcome(first, TAKEN, 5);
    assertThat(next(5).message().id()).isEqualTo("2");
    assertThat(results()).containsExactly("1 delivered");
  }

  @Test
  void waitsLongerBehindEachFailureAndAtLeastAsLongAsItIsAsked() {
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), DOWN, 0);
    long second = book.wakeAt(0);
    assertThat(second).isBetween(500L, 1_000L);
    assertThat(book.next(second - 1)).isEmpty();
    book.outcome(next(second), DOWN, second);
    long third = book.wakeAt(second);
    assertThat(third - second).isBetween(1_000L, 2_000L);
    book.outcome(next(third), DeliveryOutcome.retry(429, "slow down", 30_000), third);

    assertThat(book.wakeAt(third)).isEqualTo(third + 30_000);
    assertThat(receipts).isEmpty();
  }

  @Test
  void givesUpInTimeAndTellsTheEndElsewhereToo() {
    book.add(notification("1", "g", "+a"), 0);
    long now = 0;
    while (diverted.isEmpty()) {
      fail(now);
      now = Math.min(book.wakeAt(now), now + 3_600_000);
    }
    book.add(notification("2", "g", "-a", "+b"), now);

    assertThat(now).isGreaterThan(DeliveryPolicy.DEFAULT.giveUpMillis() / 2);
    assertThat(receipts.get(0).attempts()).isGreaterThan(5);
    assertThat(diverted.stream().map(ChannelBookTest::alerts))
        .containsExactly(List.of("+a"), List.of("-a"));
    assertThat(alerts(next(now + 3_600_000).message())).containsExactly("+b");
  }

  /** One attempt, if there is one now, and it fails. */
  private void fail(long now) {
    book.next(now).ifPresent(attempt -> book.outcome(attempt, DOWN, now));
  }

  @Test
  void nothingWaitsForAChannelThatIsLeftAloneLongerThanItWouldBeTried() {
    for (int group = 0; group < 200; group++) {
      book.add(notification("f" + group, "g" + group, "+a"), group);
      book.add(notification("r" + group, "g" + group, "-a"), group);
    }
    long now = 200;
    while (book.size() > 0 && now < 3_600_000) {
      fail(now);
      now = Math.max(now + 1, book.wakeAt(now));
    }

    assertThat(diverted).hasSize(400);
    assertThat(receipts)
        .allSatisfy(
            one -> assertThat(one.at()).isLessThan(DeliveryPolicy.DEFAULT.giveUpMillis() + 1_000));
    assertThat(receipts).filteredOn(one -> one.attempts() == 0).hasSizeGreaterThan(300);
    assertThat(results()).contains("f199 gave_up", "r199 never_told");
  }

  @Test
  void sendsWhatIsRefusedElsewhereAtOnceAndItsEndWithIt() {
    book.add(notification("1", "g", "+a"), 0);
    book.add(notification("2", "g", "-a"), 0);
    book.outcome(next(0), NEVER, 0);

    assertThat(diverted.stream().map(ChannelBookTest::alerts))
        .containsExactly(List.of("+a"), List.of("-a"));
    assertThat(results()).containsExactly("1 refused", "2 never_told");
    assertThat(receipts.get(0).answer()).isEqualTo("no such robot");
    assertThat(book.size()).isZero();
  }

  @Test
  void owesTheEndItselfOnceTheAlertWasToldHereAfterAll() {
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), NEVER, 0);
    book.add(notification("2", "g", "+a"), 10);
    book.outcome(next(10), TAKEN, 10);
    book.add(notification("3", "g", "-a"), 20);

    assertThat(alerts(next(20).message())).containsExactly("-a");
    assertThat(diverted.stream().map(ChannelBookTest::alerts))
        .as("who was told in its place is told the end too")
        .containsExactly(List.of("+a"), List.of("-a"));
  }

  @Test
  void owesTheEndItselfAlthoughItRefusedAReminder() {
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), TAKEN, 0);
    book.add(notification("2", "g", "+a"), 10);
    book.outcome(next(10), NEVER, 10);
    book.add(notification("3", "g", "-a"), 20);

    assertThat(alerts(next(20).message())).containsExactly("-a");
    assertThat(diverted.stream().map(ChannelBookTest::alerts))
        .containsExactly(List.of("+a"), List.of("-a"));
  }

  @Test
  void leavesOutTheEndsThatAChannelDoesNotWant() {
    book = book(RateLimit.NONE, false);
    book.add(notification("1", "g", "+a", "-b"), 0);
    book.add(notification("2", "h", "-a"), 0);

    assertThat(alerts(next(0).message())).containsExactly("+a");
    assertThat(results()).containsExactly("2 not_wanted");
  }

  @Test
  void leavesAChannelAloneThatFailsAgainAndAgainAndLooksForItWithOne() {
    for (int i = 0; i < 10; i++) {
      book.add(notification("n" + i, "g" + i, "+a"), 0);
    }
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      attempts.add(next(0));
    }
    attempts.subList(0, 5).forEach(attempt -> book.outcome(attempt, DOWN, 100));
    assertThat(book.isOpenCircuit()).isTrue();
    assertThat(book.next(9_000)).isEmpty();
    attempts.subList(5, 10).forEach(attempt -> book.outcome(attempt, DOWN, 100));
    long later = book.wakeAt(9_000);
    Attempt probe = next(later);
    assertThat(book.next(later)).as("one probe").isEmpty();
    book.outcome(probe, TAKEN, later);

    assertThat(book.isOpenCircuit()).isFalse();
    assertThat(book.next(later)).isPresent();
  }

  @Test
  void tellsOfManyInOneWhenTheLimitBites() {
    book = book(RateLimit.perMinute(2), true);
    for (int i = 0; i < 5; i++) {
      book.add(notification("n" + i, "g" + i, "+a" + i), 0);
    }
    Attempt single = next(0);
    Attempt digest = next(0);
    assertThat(book.next(0)).isEmpty();

    assertThat(alerts(single.message())).containsExactly("+a0");
    assertThat(digest.isDigest()).isTrue();
    assertThat(digest.message().reason()).isEqualTo(NotifyReason.DIGEST);
    assertThat(alerts(digest.message())).containsExactly("+a1", "+a2", "+a3", "+a4");
    book.outcome(digest, TAKEN, 10);
    assertThat(results())
        .containsExactly("n1 digested", "n2 digested", "n3 digested", "n4 digested");
    book.add(notification("n9", "g9", "+a9"), 20);
    assertThat(book.next(59_999)).isEmpty();
    assertThat(book.wakeAt(20)).isEqualTo(60_000);
    assertThat(book.next(60_000)).isPresent();
  }

  @Test
  void tellsAgainBehindARestartWhatWasUnderWay() throws IOException {
    book = book(RateLimit.perMinute(5), true);
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), NEVER, 0);
    book.add(notification("2", "h", "+b"), 1);
    book.add(notification("3", "h", "-b"), 1);
    next(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(new DataOutputStream(bytes));
    book = book(RateLimit.perMinute(5), true);
    book.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    diverted.clear();
    book.add(notification("4", "g", "-a"), 5);

    assertThat(diverted.stream().map(ChannelBookTest::alerts)).containsExactly(List.of("-a"));
    Attempt again = next(5);
    assertThat(again.message().id()).isEqualTo("2");
    book.outcome(again, TAKEN, 6);
    assertThat(next(6).message().id()).isEqualTo("3");
  }

  @Test
  void tellsWhatItIsAfterABacklogAndWhatCameAndWentInOne() {
    Backlog backlog = new Backlog();
    backlog.add(notification("1", "g", "+a", "+b"));
    backlog.add(notification("2", "g", "-a", "+b"));
    backlog.add(notification("3", "h", "-c"));
    backlog.add(notification("4", "k", "+d"));
    backlog.add(notification("5", "k", "-d"));
    List<Notification> told = backlog.release((notification, alert) -> false);

    assertThat(told.stream().map(ChannelBookTest::alerts))
        .as("b fires on, c was told before, a and d came and went")
        .containsExactly(List.of("+b"), List.of("-c"), List.of("-a", "-d"));
    assertThat(told).allMatch(one -> one.reason() == NotifyReason.CAUGHT_UP);
    assertThat(backlog.isEmpty()).isTrue();
    assertThat(Optional.of(told.get(2).groupKey())).contains("{}:{digest=\"backlog\"}");
  }

  @Test
  void tellsTheEndOfWhatWasKnownBeforeABacklogByItsOwnGroup() {
    Backlog backlog = new Backlog();
    backlog.add(notification("1", "g", "+a", "+b"));
    backlog.add(notification("2", "g", "-a", "-b"));
    List<Notification> told =
        backlog.release((last, alert) -> alert.labels().get("alertname").equals("a"));

    assertThat(told.stream().map(Notification::groupKey))
        .containsExactly("g", "{}:{digest=\"backlog\"}");
    assertThat(told.stream().map(ChannelBookTest::alerts))
        .containsExactly(List.of("-a"), List.of("-b"));
  }
}
