package io.barograph.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationTallyTest {
  @TempDir Path folder;

  @Test
  void countsByReceiverAndReason() throws IOException {
    NotificationTally tally =
        tally(
            "{\"receiver\":\"desk\\\\.eu\",\"notification_reason\":\"first notification\"}",
            "{\"receiver\":\"desk\\\\.eu\",\"notification_reason\":\"first notification\"}",
            "{\"receiver\":\"pager\",\"notification_reason\":\"all alerts resolved\"}");
    assertThat(tally.total()).isEqualTo(3);
    assertThat(tally.of("desk.eu")).isEqualTo(2);
    assertThat(tally.of("nobody")).isZero();
    assertThat(tally.byReceiver().get("desk.eu")).containsEntry("first notification", 2).hasSize(1);
  }

  @Test
  void isUnknownWithoutARoutingFile() throws IOException {
    assertThat(NotificationTally.read(folder.resolve("none.jsonl"))).isEmpty();
  }

  @Test
  void saysWhatTheNewRulesSave() throws IOException {
    String told = "{\"receiver\":\"desk\",\"notification_reason\":\"first notification\"}";
    String pager = "{\"receiver\":\"pager\",\"notification_reason\":\"repeat interval elapsed\"}";
    NotificationFindings found =
        new NotificationFindings(tally(told), Optional.of(tally(told, pager, pager)));
    assertThat(text(found))
        .contains("1 notification would have been sent, 3 by the other rules: 2 saved")
        .containsPattern("desk +1 +as many +1 first notification")
        .containsPattern("pager +0 +2 saved");
  }

  @Test
  void saysHowManyThereAreOfOneVersion() throws IOException {
    assertThat(text(new NotificationFindings(tally(), Optional.empty())))
        .contains("0 notifications would have been sent\n")
        .doesNotContain("receiver");
  }

  private static String text(NotificationFindings found) {
    InputReport input =
        new InputReport(
            0, 0, Optional.empty(), Optional.empty(), false, List.of(), List.of(), List.of());
    StringWriter out = new StringWriter();
    new TextReport(new PrintWriter(out))
        .print(
            new Findings(
                new BacktestResult(input, List.of(), 0),
                Optional.of(found),
                Optional.empty(),
                Optional.empty()));
    return out.toString();
  }

  private NotificationTally tally(String... lines) throws IOException {
    Path file = folder.resolve("told.jsonl");
    return NotificationTally.read(Files.write(file, List.of(lines))).orElseThrow();
  }
}
