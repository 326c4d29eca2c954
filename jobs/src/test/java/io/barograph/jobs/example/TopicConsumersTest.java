package io.barograph.jobs.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import io.barograph.formats.notify.ReceiptJson;
import io.barograph.jobs.output.NotificationJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The consumers read what the job writes. */
class TopicConsumersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static String notification(String id) {
    NotifiedAlert alert =
        new NotifiedAlert(
            Labels.of("alertname", "HostCpuHigh", "instance", "a"),
            new TreeMap<>(),
            0,
            NotifiedAlert.FIRES_ON,
            "",
            "00000000000000ff-1000",
            Priority.P2);
    return NotificationJson.of(
        new Notification(
            id,
            "ops",
            "{}:{}",
            Labels.EMPTY,
            Labels.EMPTY,
            NotifyReason.FIRST,
            List.of(alert),
            0,
            "",
            NOON.toEpochMilli()),
        "");
  }

  private static String receipt(Receipt.Result result) {
    long noon = NOON.toEpochMilli();
    return ReceiptJson.of(
        new Receipt("n1", "ops", "webhook[0]", "{}:{}", result, 400, "no good", 3, noon, noon));
  }

  private static String riskOff(String strategy, String action, int version, String expiresAt) {
    return """
        {"strategy": "%s", "action": "%s", "reason": {"code": "x", "sentence": "drawdown 12 %%"},
         "alertId": "a-1", "alertname": "StrategyDrawdown", "at": "2026-01-01T12:00:00.000Z",
         "version": %d%s}
        """
        .formatted(
            strategy,
            action,
            version,
            expiresAt.isEmpty() ? "" : ", \"expiresAt\": \"" + expiresAt + '"');
  }

  @Test
  void aNotificationIsPrintedOnce() throws IOException {
    NotificationConsumerExample example = new NotificationConsumerExample();

    assertThat(example.line(notification("n1")))
        .contains(
            "2026-01-01T12:00:00Z  ops is told that HostCpuHigh is firing: first notification");
    assertThat(example.line(notification("n1"))).isEmpty();
    assertThat(example.line(notification("n2"))).isPresent();
  }

  @Test
  void aReceiptOfSomethingThatWasNotToldIsPrintedOnce() throws IOException {
    ReceiptConsumerExample example = new ReceiptConsumerExample();

    assertThat(example.line(receipt(Receipt.Result.DELIVERED))).isEmpty();
    assertThat(example.line(receipt(Receipt.Result.REFUSED)))
        .contains(
            "2026-01-01T12:00:00.000Z  webhook[0] of ops: refused after 3 attempts, status 400,"
                + " no good");
    assertThat(example.line(receipt(Receipt.Result.REFUSED))).isEmpty();
  }

  @Test
  void onlyTheLastIdsAreRemembered() {
    SeenIds seen = new SeenIds(2);

    assertThat(List.of("a", "b", "a", "c", "a"))
        .filteredOn(seen::isNews)
        .containsExactly("a", "b", "c", "a");
  }

  @Test
  void aHaltHoldsUntilItIsResumedOrExpires() throws IOException {
    RiskOffConsumerExample example = new RiskOffConsumerExample();
    Optional<String> halted = example.line(riskOff("s1", "halt", 1, "2026-01-01T12:15:00.000Z"));

    assertThat(halted).contains("2026-01-01T12:00:00.000Z  halt s1: drawdown 12 %");
    assertThat(example.mayTrade("s1", NOON)).isFalse();
    assertThat(example.mayTrade("s2", NOON)).isTrue();
    assertThat(example.mayTrade("s1", NOON.plusSeconds(900))).as("it has expired").isTrue();
    assertThat(example.line(riskOff("s1", "halt", 2, "2026-01-01T12:22:00.000Z"))).isEmpty();
    assertThat(example.mayTrade("s1", NOON.plusSeconds(900))).as("told again").isFalse();
    assertThat(example.line(riskOff("s1", "resume", 3, ""))).isPresent();
    assertThat(example.line(riskOff("s1", "halt", 2, "2026-01-01T12:22:00.000Z"))).isEmpty();
    assertThat(example.mayTrade("s1", NOON)).as("the repetition is old").isTrue();
  }

  @Test
  void aHaltOfAllStrategiesHaltsEach() throws IOException {
    RiskOffConsumerExample example = new RiskOffConsumerExample();

    assertThat(example.line(riskOff("", "halt", 1, "2026-01-01T12:15:00.000Z")))
        .hasValueSatisfying(line -> assertThat(line).contains("all strategies"));
    assertThat(example.mayTrade("s1", NOON)).isFalse();
  }
}
