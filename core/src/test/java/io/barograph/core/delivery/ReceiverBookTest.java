package io.barograph.core.delivery;

import static io.barograph.core.delivery.ChannelBookTest.notification;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiverBookTest {
  private static final DeliveryOutcome TAKEN = DeliveryOutcome.delivered(200, "ok");
  private static final DeliveryOutcome NEVER = DeliveryOutcome.refused(400, "no such robot");

  private final List<String> diverted = new ArrayList<>();
  private ReceiverBook book = open("webhook[0]", "webhook[1]");

  private ReceiverBook open(String... channels) {
    ChannelBook.Outlet outlet =
        new ChannelBook.Outlet() {
          @Override
          public void receipt(Receipt receipt) {}

          @Override
          public void divert(Notification notification) {
            notification
                .alerts()
                .forEach(
                    alert ->
                        diverted.add(
                            notification.id()
                                + (alert.isFiring() ? " +" : " -")
                                + alert.labels().get("alertname")));
          }
        };
    return new ReceiverBook(
        List.of(channels),
        outlet,
        (channel, to) ->
            new ChannelBook("ops", channel, true, RateLimit.NONE, DeliveryPolicy.DEFAULT, to));
  }

  private void answer(String channel, DeliveryOutcome outcome) {
    ChannelBook one = book.channels().get(channel);
    one.outcome(one.next(1_000).orElseThrow(), outcome, 1_000);
  }

  private void restart(String... channels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(new DataOutputStream(bytes));
    book = open(channels);
    book.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void readsWhatWasWrittenWhenReceiversHadNoCaps() throws IOException {
    book = open("webhook[0]");
    book.add(notification("1", "g", "+a"), false, 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(new DataOutputStream(bytes));
    byte[] older = Arrays.copyOf(bytes.toByteArray(), bytes.size() - Integer.BYTES);
    older[0] = 1;
    book = open("webhook[0]");
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(older));
    book.read(in);

    assertThat(in.read()).isEqualTo(-1);
    assertThat(book.channels().get("webhook[0]").size()).isEqualTo(1);
  }

  @Test
  void tellsOnceElsewhereWhatBothChannelsRefuse() throws IOException {
    book.add(notification("1", "g", "+a"), false, 0);
    answer("webhook[0]", NEVER);
    restart("webhook[0]", "webhook[1]");
    answer("webhook[1]", NEVER);
    book.add(notification("2", "g", "-a"), false, 20);

    assertThat(diverted).containsExactly("1 +a", "2 -a");
    assertThat(book.isIdle()).isTrue();
  }

  @Test
  void whatGoesElsewhereInPartsIsNotTakenForARepetition() throws IOException {
    book.add(notification("1", "g", "+a"), false, 0);
    answer("webhook[0]", NEVER);
    answer("webhook[1]", TAKEN);
    book.add(notification("2", "g", "-a", "+b"), false, 20);
    restart("webhook[0]", "webhook[1]");
    answer("webhook[0]", NEVER);
    answer("webhook[1]", NEVER);

    assertThat(diverted).containsExactly("1 +a", "2 -a", "2-after-1 +b");
  }

  @Test
  void doesNotTellElsewhereThatFiresWhatIsToldEndedThere() {
    book.add(notification("1", "g", "+a"), false, 0);
    book.add(notification("2", "g", "-a"), false, 1);
    answer("webhook[0]", NEVER);
    answer("webhook[1]", NEVER);

    assertThat(diverted).containsExactly("1 +a", "2 -a");
  }

  @Test
  void tellsElsewhereWhatAChannelThatIsNoMoreHadToTellAndOwes() throws IOException {
    book.add(notification("1", "g", "+a"), false, 0);
    answer("webhook[0]", TAKEN);
    answer("webhook[1]", TAKEN);
    book.add(notification("2", "h", "+b"), false, 20);
    answer("webhook[0]", TAKEN);
    restart("webhook[0]");
    book.catchUp(30);
    book.add(notification("3", "g", "-a"), false, 40);
    answer("webhook[0]", TAKEN);
    book.add(notification("4", "h", "-b"), false, 40);
    answer("webhook[0]", TAKEN);

    assertThat(diverted).containsExactly("2 +b", "3 -a", "4 -b");
    assertThat(book.isIdle()).isTrue();
  }

  @Test
  void tellsElsewhereWhatIsHeldBackOfAReceiverThatIsNoMore() throws IOException {
    book.add(notification("1", "g", "+a"), true, 0);
    restart();
    book.catchUp(30);

    assertThat(diverted).containsExactly("1-caught-up-1 +a");
  }

  @Test
  void tellsTheEndElsewhereBehindWhatIsHeldBackAndNotBeforeIt() throws IOException {
    book.add(notification("1", "g", "+a"), true, 0);
    restart();
    book.divert(notification("2", "g", "-a", "+b"), 20);
    book.catchUp(30);

    assertThat(diverted).containsExactly("2-caught-up-2 +b", "2-caught-up-2-digest -a");
  }

  @Test
  void tellsTheEndElsewhereBehindWhatWaitedForAChannelThatIsNoMore() throws IOException {
    book.add(notification("1", "g", "+a"), false, 0);
    restart();
    book.divert(notification("2", "g", "-a"), 20);
    book.catchUp(30);

    assertThat(diverted).containsExactly("1 +a", "2 -a");
    assertThat(book.isIdle()).isTrue();
  }
}
