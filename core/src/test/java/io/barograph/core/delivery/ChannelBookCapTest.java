package io.barograph.core.delivery;

import static io.barograph.core.delivery.ChannelBookTest.alerts;
import static io.barograph.core.delivery.ChannelBookTest.notification;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifyReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a channel does whose receiver is told only so much in a time. */
class ChannelBookCapTest {
  private static final DeliveryOutcome TAKEN = DeliveryOutcome.delivered(200, "ok");
  private static final DeliveryOutcome DOWN = DeliveryOutcome.retry(503, "down", 0);
  private static final DeliveryOutcome NEVER = DeliveryOutcome.refused(400, "no such robot");

  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Notification> diverted = new ArrayList<>();
  private ChannelBook book;

  private ChannelBook book(boolean wantsResolved, RateLimit cap) {
    ChannelBook.Outlet outlet =
        new ChannelBook.Outlet() {
          @Override
          public void receipt(Receipt receipt) {
            receipts.add(receipt);
          }

          @Override
          public void divert(Notification notification) {
            diverted.add(notification);
          }
        };
    return new ChannelBook(
            "ops", "webhook[0]", wantsResolved, RateLimit.NONE, DeliveryPolicy.DEFAULT, outlet)
        .cappedAt(cap);
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
  void whatIsBeyondTheCapWaitsAndIsToldInOne() throws IOException {
    RateLimit cap = new RateLimit(2, 3_600_000);
    book = book(true, cap);
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), TAKEN, 0);
    book.add(notification("2", "g", "+b"), 10);
    book.outcome(next(10), TAKEN, 10);
    book.add(notification("3", "g", "+c"), 20);
    book.add(notification("4", "g", "-a", "-c"), 30);
    book.add(notification("5", "h", "+d"), 40);
    assertThat(book.next(40)).isEmpty();
    assertThat(book.wakeAt(40)).isEqualTo(3_600_000);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(new DataOutputStream(bytes));
    book = book(true, cap);
    book.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(book.next(3_599_999)).as("a restart frees nothing").isEmpty();

    Attempt rest = next(3_600_000);
    assertThat(alerts(rest.message())).containsExactly("-a", "-c", "+d");
    assertThat(rest.message().reason()).isEqualTo(NotifyReason.DIGEST);
    receipts.clear();
    book.outcome(rest, TAKEN, 3_600_001);
    assertThat(results()).containsExactly("3 digested", "4 digested", "5 digested");
    assertThat(book.size()).isZero();
    assertThat(diverted).isEmpty();
  }

  @Test
  void whatHasEndedWhileItWaitedIsNotToldFiringThoughMoreIsFree() {
    book = book(true, new RateLimit(2, 3_600_000));
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), TAKEN, 0);
    book.add(notification("2", "h", "+b"), 0);
    book.outcome(next(0), TAKEN, 0);
    book.add(notification("3", "g", "+c"), 1);
    book.add(notification("4", "g", "-a", "-c"), 2);

    assertThat(alerts(next(3_600_000).message())).containsExactly("-a", "-c");
  }

  @Test
  void whatWasNotTakenIsNotCounted() {
    book = book(true, new RateLimit(1, 3_600_000));
    book.add(notification("1", "g", "+a"), 0);
    Attempt attempt = next(0);
    book.add(notification("2", "h", "+b"), 0);
    assertThat(book.next(1)).as("what is under way may be taken").isEmpty();
    assertThat(book.wakeAt(1)).isEqualTo(Long.MAX_VALUE);
    book.outcome(attempt, DOWN, 1);

    assertThat(alerts(next(60_000).message())).containsExactly("+a", "+b");
  }

  @Test
  void whatWaitedForTheCapIsTriedForAsLongAsAllElse() {
    book = book(true, new RateLimit(1, 3_600_000));
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), TAKEN, 0);
    book.add(notification("2", "g", "+b"), 1);
    book.outcome(next(3_600_000), DOWN, 3_600_001);

    assertThat(diverted).isEmpty();
    assertThat(alerts(next(book.wakeAt(3_600_002)).message())).containsExactly("+b");
  }

  @Test
  void theEndsOfWhatWasToldInOneFollowIt() {
    book = book(true, new RateLimit(1, 3_600_000));
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), TAKEN, 0);
    book.add(notification("2", "g", "+b"), 1);
    book.add(notification("3", "g", "-a"), 2);
    book.outcome(next(3_600_000), NEVER, 3_600_001);
    assertThat(diverted).hasSize(2);

    book.add(notification("4", "g", "-b"), 3_600_002);
    assertThat(diverted).as("b is told elsewhere, and so is its end").hasSize(3);
    assertThat(book.size()).isZero();
  }

  @Test
  void whoWantsNoEndsIsToldInOneWhatFired() {
    book = book(false, new RateLimit(1, 3_600_000));
    book.add(notification("1", "g", "+a"), 0);
    book.outcome(next(0), TAKEN, 0);
    book.add(notification("2", "g", "+b"), 1);
    book.add(notification("3", "g", "-b"), 2);
    Attempt rest = next(3_600_000);

    assertThat(alerts(rest.message())).containsExactly("+b");
    book.outcome(rest, TAKEN, 3_600_000);
    assertThat(book.size()).isZero();
  }
}
